using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Elf;

namespace PyContainers.Core.Libraries;

/// <summary>Looks for libraries in the image as its loader does.</summary>
internal sealed class LibrarySearch
{
    private static readonly string[] s_partsOfMusl =
        ["libc.", "libpthread.", "librt.", "libm.", "libdl.", "libutil.", "libxnet."];

    // What $LIB stands for.
    private static readonly string[] s_libraryFolders = ["lib", "lib64"];

    private readonly LibraryView _view;
    private readonly Dictionary<string, CompiledFile> _ours;
    private readonly Dictionary<string, BaseLibrary> _base;

    public LibrarySearch(LibraryView view)
    {
        _view = view;
        // The upper layer's file hides the lower one's.
        _ours = new Dictionary<string, CompiledFile>(StringComparer.Ordinal);
        foreach (var (file, _) in view.Files)
            _ours[file.Path] = file;
        _base = view.Base.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
    }

    /// <summary>What the loader finds for a name.</summary>
    /// <param name="name">The library.</param>
    /// <param name="file">The file that needs it.</param>
    /// <param name="above">Folders that the files above it pass on, full paths.</param>
    /// <returns>Null when it finds nothing.</returns>
    public FoundLibrary? Find(string name, CompiledFile file, IEnumerable<string> above)
    {
        if (name.Contains('/', StringComparison.Ordinal))
            return At(name, file.Machine);
        if (_view.IsMusl && IsPartOfMusl(name))
            return new FoundLibrary(null, null);
        var own = Folders(file);
        var path = file.IsInherited || file.RunPath.Count == 0 ? [.. own, .. above, .. _view.LibraryPath]
            : (IReadOnlyList<string>)[.. _view.LibraryPath, .. own];
        return path.Concat(_view.Base.Folders).Select(folder => At($"{folder}/{name}", file.Machine))
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>Full paths of the folders that a file names.</summary>
    public static IReadOnlyList<string> Folders(CompiledFile file)
    {
        var origin = "/" + SlashPath.Folder(file.Path);
        return
        [
            .. from folder in file.RunPath
               from library in s_libraryFolders.Take(folder.Contains("LIB", StringComparison.Ordinal) ? 2 : 1)
               select folder.Replace("${ORIGIN}", origin, StringComparison.Ordinal)
                   .Replace("$ORIGIN", origin, StringComparison.Ordinal)
                   .Replace("${LIB}", library, StringComparison.Ordinal)
                   .Replace("$LIB", library, StringComparison.Ordinal) into full
               where full.StartsWith('/')
               select full,
        ];
    }

    /// <summary>Whether the base has a library of that name where its loader does not look.</summary>
    public bool IsElsewhereInBase(string name, string machine) =>
        _view.Base.Files.Any(file => SlashPath.Name(file.Path) == name && file.Machine == machine);

    private FoundLibrary? At(string path, string machine)
    {
        // A '..' above the root stays there, for the loader.
        var plain = SlashPath.Resolve("", path) ?? path.Trim('/');
        var behind = _view.Tree.Resolve(plain, followLast: true);
        if ((_ours.GetValueOrDefault(plain) ?? _ours.GetValueOrDefault(behind)) is { } ours)
            return ours.Machine == machine ? new FoundLibrary(ours, null) : null;
        if (_base.GetValueOrDefault("/" + behind) is { } library)
            return library.Machine == machine ? new FoundLibrary(null, library) : null;
        // Too large to be read, or nothing that can be read: it is there.
        return _view.Tree.IsFile(behind) ? new FoundLibrary(null, null) : null;
    }

    private static bool IsPartOfMusl(string name) =>
        s_partsOfMusl.Any(part => name.StartsWith(part, StringComparison.Ordinal))
            // glibc's own
            && !name.EndsWith(".so.6", StringComparison.Ordinal)
        || name.StartsWith("ld-musl-", StringComparison.Ordinal);
}

/// <summary>A library that the loader finds.</summary>
/// <param name="Ours">The file, if it is in a layer of ours.</param>
/// <param name="Base">The file, if it is the base's and could be read.</param>
internal sealed record FoundLibrary(CompiledFile? Ours, BaseLibrary? Base);
