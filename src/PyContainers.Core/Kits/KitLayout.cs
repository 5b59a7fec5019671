namespace PyContainers.Core.Kits;

/// <summary>Where things are in the parts of a kit.</summary>
internal static class KitLayout
{
    /// <summary>The list of interpreters.</summary>
    public const string Downloads = "downloads.json";

    /// <summary>The folder of their archives.</summary>
    public const string Archives = "archives";

    /// <summary>uv's executable.</summary>
    /// <param name="host">The host's runtime identifier.</param>
    public static string UvIn(string host) => host.StartsWith("win-", StringComparison.Ordinal) ? "uv.exe" : "uv";

    /// <summary>The folder of an image: its reference, as a name that every file system takes.</summary>
    public static string ImageFolder(string image) =>
        string.Concat(image.Select(c => c is '/' or ':' or '@' or '\\' ? '+' : c));
}
