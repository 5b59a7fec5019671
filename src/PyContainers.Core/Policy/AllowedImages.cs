using System.Text.RegularExpressions;

namespace PyContainers.Core.Policy;

/// <summary>The base images that an organisation allows.</summary>
/// <param name="patterns">Names as <c>ContainerBaseImage</c> has them, in which <c>*</c> stands for any characters. One
/// without tag and digest means all tags.</param>
public sealed class AllowedImages(IReadOnlyList<string> patterns)
{
    /// <summary>Whether a base is allowed.</summary>
    /// <param name="image">Its name as the user wrote it, ex: <c>debian:12-slim</c>.</param>
    public bool Allow(string image) => patterns.Any(pattern => Matches(pattern, image));

    private static bool Matches(string pattern, string image)
    {
        var expression = "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
        return new[] { image, WithoutDigest(image), WithoutTag(WithoutDigest(image)) }
            .Any(name => Regex.IsMatch(
                name, expression, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    private static string WithoutDigest(string image) => image.Split('@')[0];

    // A colon before the last slash is a registry's port, or a drive.
    private static string WithoutTag(string image) =>
        image.LastIndexOf(':') is var colon && colon > image.LastIndexOf('/') ? image[..colon] : image;
}
