using PyContainers.Core.Common;

namespace PyContainers.Core.Uv;

/// <summary>A place that may have a file of uv.</summary>
/// <param name="File">The file.</param>
/// <param name="Index">The index that lists it, or null.</param>
/// <param name="Url">Without an index: where the file is.</param>
public sealed record UvSource(UvFile File, UvIndex? Index, string Url = "")
{
    /// <summary>Where uv's releases are, unless the user names a folder with the same paths below it.</summary>
    public const string Releases = "https://github.com/astral-sh/uv/releases/download";

    /// <summary>What a message calls it.</summary>
    public string Shown => Index?.Shown ?? SecretMask.Apply(Url);

    /// <summary>The places of files, the likeliest first: a folder that the user names is the only one; else the
    /// indexes, which a company mirrors, and then the release.</summary>
    /// <param name="files">The files that will do, the best first.</param>
    /// <param name="options">What the user says.</param>
    public static IEnumerable<UvSource> Of(IReadOnlyList<UvFile> files, UvOptions options)
    {
        if (options.DownloadUrl.Length > 0)
            return files.Select(file => At(options.DownloadUrl.TrimEnd('/'), file));
        // A hash that the user gives may be a wheel's or an archive's: the index knows.
        var byIndex = files.Where(file => UvFile.IsWheel(file.Name) || options.Sha256.Length > 0).ToList();
        var indexes = byIndex.Count > 0 ? options.Indexes() : [];
        return byIndex.SelectMany(file => indexes.Select(index => new UvSource(file, index)))
            .Concat(files.Where(file => !UvFile.IsWheel(file.Name)).Select(file => At(Releases, file)));
    }

    private static UvSource At(string root, UvFile file) => new(file, null, $"{root}/{file.Version}/{file.Name}");
}
