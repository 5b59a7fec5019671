namespace PyContainers.Core.Projects;

/// <summary>What a project says about itself to people, for the image's labels. Null: not said.</summary>
/// <param name="Summary">Its description, on one line.</param>
/// <param name="License">Its licence, usually an SPDX expression.</param>
/// <param name="Url">Its home page.</param>
/// <param name="Source">Where its source code is.</param>
public sealed record ProjectDescription(string? Summary, string? License, string? Url, string? Source)
{
    // The well-known labels of PEP 753, the most telling one first.
    private static readonly string[] s_source = ["source", "repository", "sourcecode", "github"];

    /// <summary>Reads it out of a project's file.</summary>
    public static ProjectDescription Of(Pyproject project) =>
        new(OneLine(project.Description), project.License, First(project, ["homepage"]), First(project, s_source));

    private static string? OneLine(string? text) =>
        text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            ? string.Join(' ', words)
            : null;

    private static string? First(Pyproject project, string[] labels) =>
        labels.Select(label => project.Urls.GetValueOrDefault(label)?.Trim())
            .FirstOrDefault(url => url is { Length: > 0 }) is { } found ? WithoutCredentials(found) : null;

    // A label is for everybody who can read the image.
    private static string WithoutCredentials(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0
            ? new UriBuilder(uri) { UserName = "", Password = "" }.Uri.AbsoluteUri
            : url;
}
