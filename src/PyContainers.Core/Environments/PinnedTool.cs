using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Environments;

/// <summary>A Python program that gets an environment of its own beside the application's, as <c>uv tool install</c>
/// gives it.</summary>
/// <param name="Name">PEP 503 name of its distribution, and of its folder.</param>
/// <param name="Requirement">What is installed, ex: <c>httpie==3.2.4</c>.</param>
/// <param name="Constraints">Full path of a constraints file for what it needs in turn, or null.</param>
public sealed partial record PinnedTool(string Name, string Requirement, string? Constraints)
{
    /// <summary>Reads <c>name==version</c>; extras are allowed.</summary>
    /// <param name="requirement">What the user wrote.</param>
    /// <param name="constraints">Full path of the constraints file, or empty.</param>
    /// <exception cref="PyContainersException">PYC2020 for anything without one exact version, PYC2014 for a
    /// constraints file that is not there.</exception>
    public static PinnedTool Parse(string requirement, string constraints)
    {
        if (constraints.Length > 0 && !File.Exists(constraints))
            throw ProjectErrors.InvalidProperty(
                "Constraints of PyContainerTool",
                constraints,
                "there is no such file."
            );
        return Pinned().Match(requirement) is { Success: true } match
            ? new PinnedTool(
                PackageName.Normalise(match.Groups["name"].Value),
                requirement.Trim(),
                constraints.Length > 0 ? constraints : null
            )
            : throw ToolErrors.NotPinned(requirement);
    }

    [GeneratedRegex(
        @"^\s*(?<name>[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(\[[A-Za-z0-9._,\s-]*\])?"
            + @"\s*===?\s*[A-Za-z0-9][A-Za-z0-9.!+_-]*\s*\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Pinned();
}
