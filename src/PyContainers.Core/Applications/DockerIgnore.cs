using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Applications;

/// <summary>
/// A <c>.dockerignore</c>, read as Docker's own <c>patternmatcher</c> does: patterns from the root, <c>*</c> and
/// <c>?</c> within a name,
/// <c>**</c> over folders, <c>!</c> for exceptions; what is said of a folder is said of everything in it, and the last
/// pattern that matches decides.
/// </summary>
public sealed class DockerIgnore
{
    /// <summary>The file's name.</summary>
    public const string FileName = ".dockerignore";

    private readonly List<(Regex Path, bool Exception)> _patterns = [];

    private DockerIgnore()
    {
    }

    /// <summary>Whether something in an excluded folder may still be included: then the folder has to be
    /// read.</summary>
    public bool HasExceptions { get; private set; }

    /// <summary>Reads the file of a folder; where there is none, nothing is excluded.</summary>
    /// <exception cref="PyContainersException">PYC2024 for a pattern that is none.</exception>
    public static DockerIgnore In(string folder)
    {
        var file = Path.Combine(folder, FileName);
        SpecialFile.Refuse(file);
        return File.Exists(file) ? Parse(File.ReadAllText(file), file) : new DockerIgnore();
    }

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file that errors point at.</param>
    /// <exception cref="PyContainersException">PYC2024 for a pattern that is none.</exception>
    public static DockerIgnore Parse(string text, string file)
    {
        var ignore = new DockerIgnore();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var pattern = line.Trim();
            if (pattern.Length == 0 || line[0] == '#')
                continue;
            var exception = pattern[0] == '!';
            var regex =
                DockerIgnorePattern.Read(exception ? pattern[1..].Trim() : pattern)
                ?? throw FileErrors.InvalidIgnorePattern(pattern, file, number);
            ignore._patterns.Add((regex, exception));
            ignore.HasExceptions |= exception;
        }

        return ignore;
    }

    /// <summary>Whether a file or folder is left out.</summary>
    /// <param name="path">Relative to the file's folder, <c>/</c>-separated.</param>
    public bool Excludes(string path)
    {
        var withParents = SlashPath.Parents(path).Append(path).ToList();
        return _patterns.FindLast(pattern => withParents.Exists(pattern.Path.IsMatch))
            is { Path: not null, Exception: false };
    }
}
