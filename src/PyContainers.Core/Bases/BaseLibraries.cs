namespace PyContainers.Core.Bases;

/// <summary>The shared libraries of a base image, and where its loader looks for them.</summary>
/// <param name="Folders">Where the loader looks by itself, in its order: full paths.</param>
/// <param name="Files">The libraries, by path.</param>
public sealed record BaseLibraries(IReadOnlyList<string> Folders, IReadOnlyList<BaseLibrary> Files)
{
    // What the loaders of the distributions are built with; one that is not there does no harm.
    private static readonly string[] s_usual = ["lib64", "usr/lib64", "lib", "usr/lib", "usr/local/lib"];

    /// <summary>A base with nothing in it.</summary>
    public static BaseLibraries None { get; } = new([], []);

    /// <summary>What an image's files tell.</summary>
    internal static BaseLibraries Of(ImageTree tree)
    {
        var files = tree.Files().Where(file => file.Node.Library is not null)
            .Select(file => new BaseLibrary(file.Path, file.Node.Library!.Machine, file.Node.Library.Versions));
        var folders = Configured(tree).Concat(Usual(tree)).Distinct(StringComparer.Ordinal);
        return new BaseLibraries([.. folders], [.. files]);
    }

    // ldconfig's cache has the same folders, in a form of its own.
    private static IEnumerable<string> Configured(ImageTree tree) =>
        from file in tree.Files()
        where IsConfiguration(file.Path)
        from line in (file.Node.Note ?? "").Split(['\n', ':', ','])
        let folder = line.Split('#')[0].Trim()
        where folder.StartsWith('/')
        select folder.TrimEnd('/');

    /// <summary>Whether a file says where the loader looks: glibc's, or musl's.</summary>
    internal static bool IsConfiguration(string path) =>
        path == "/etc/ld.so.conf"
        || path.StartsWith("/etc/ld.so.conf.d/", StringComparison.Ordinal)
        || path.StartsWith("/etc/ld-musl-", StringComparison.Ordinal);

    private static IEnumerable<string> Usual(ImageTree tree) =>
        from folder in s_usual
        where tree.Find(folder)?.Children is not null
        from below in tree.Find(folder)!.Children!.Keys.Where(IsMultiarch).Order(StringComparer.Ordinal)
            .Select(name => $"/{folder}/{name}").Append($"/{folder}")
        select below;

    private static bool IsMultiarch(string name) => name.EndsWith("-linux-gnu", StringComparison.Ordinal);
}

/// <summary>A shared library of a base image.</summary>
/// <param name="Path">Its full path, behind all links.</param>
/// <param name="Machine">The architecture, ex: <c>x86_64</c>.</param>
/// <param name="Versions">Versions of symbols that it offers; empty for a library without versions.</param>
public sealed record BaseLibrary(string Path, string Machine, IReadOnlyList<string> Versions);
