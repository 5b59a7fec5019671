using PyContainers.Core.Elf;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Libraries;

/// <summary>Loads compiled files in thought: what would the image's loader say?</summary>
internal sealed class Loading
{
    // Mounted into the container by the container engine, from the host: no image has them.
    private static readonly string[] s_drivers =
        ["libcuda.so", "libcudadebugger.so", "libnvidia-", "libnvcuvid.so", "libnvoptix.so"];

    private readonly LibraryView _view;
    private readonly LibrarySearch _search;
    private readonly HashSet<string> _byInterpreter = new(StringComparer.Ordinal);
    private readonly HashSet<string> _byModules;
    private readonly IReadOnlyList<string> _ofInterpreter = [];

    public Loading(LibraryView view)
    {
        _view = view;
        _search = new LibrarySearch(view);
        // What one module has loaded is there for the next: torchvision counts on torch, psycopg on the standard
        // library's zlib.
        _byModules = view.Files.Where(one => one.Layer != LayerKind.Interpreter)
            .SelectMany(one => new[] { one.File.Name, one.File.SoName })
            .Concat(LoadedByStandardLibrary())
            .ToHashSet(StringComparer.Ordinal);
        if (view.Files.FirstOrDefault(one => "/" + one.File.Path == view.Interpreter).File is { } interpreter)
        {
            AddLoaded(interpreter, []);
            _ofInterpreter = PassedOn(interpreter, []);
        }
    }

    /// <summary>Everything that keeps a file from being loaded; empty when it can be.</summary>
    /// <param name="file">The file.</param>
    public IReadOnlyList<LoadProblem> Of(CompiledFile file)
    {
        var problems = new List<LoadProblem>();
        if (file.Machine != _view.Architecture)
            problems.Add(new LoadProblem(file, ""));
        else
            Visit(file, IsStarted(file), IsStarted(file) ? [] : _ofInterpreter, [], problems);
        return problems;
    }

    private IEnumerable<string> LoadedByStandardLibrary() =>
        from one in _view.Files
        where one.Layer == LayerKind.Interpreter && one.File.Kind == CompiledKind.Module
        from need in one.File.Needs
        where _search.Find(need.Name, one.File, [])?.Ours is not null
        select need.Name;

    private void Visit(
        CompiledFile file,
        bool ofProgram,
        IReadOnlyList<string> above,
        HashSet<string> seen,
        List<LoadProblem> problems)
    {
        if (!seen.Add(file.Path))
            return;
        var passedOn = PassedOn(file, above);
        foreach (var need in file.Needs.Where(need => !IsProvided(need.Name)))
        {
            if (!ofProgram && _byInterpreter.Contains(need.Name))
                continue;
            if (_search.Find(need.Name, file, above) is not { } found)
            {
                if (ofProgram || !_byModules.Contains(need.Name))
                {
                    problems.Add(
                        new LoadProblem(file, need.Name) { IsUncertain = !ofProgram && IsSomewhere(need, file) });
                }
            }
            else if (found.Ours is { } ours)
                Visit(ours, ofProgram, passedOn, seen, problems);
            else if (Missing(need, found) is { } version)
                problems.Add(new LoadProblem(file, need.Name, version, Newest(version, found)));
        }
    }

    private static bool IsStarted(CompiledFile file) => file.Kind == CompiledKind.Program;

    // Something of the interpreter's or the base's, where the loader does not look: a module may load it by its path.
    private bool IsSomewhere(NeededLibrary need, CompiledFile file) =>
        _view.Files.Any(one => one.File.Name == need.Name || one.File.SoName == need.Name)
        || _search.IsElsewhereInBase(need.Name, file.Machine);

    // Where the library was not read, the C library's own version says what it has.
    private string? Missing(NeededLibrary need, FoundLibrary found) =>
        _view.IsMusl ? null
        : found.Base is { Versions.Count: > 0 } library
            ? need.Versions.Where(version => !library.Versions.Contains(version, StringComparer.Ordinal))
                .MaxBy(SymbolVersion.Number)
        : found.Base is null
            ? need.Versions.Where(version => SymbolVersion.Kind(version) == "GLIBC_"
                    && SymbolVersion.Number(version) > GlibcOfBase())
                .MaxBy(SymbolVersion.Number)
        : null;

    private string Newest(string version, FoundLibrary found)
    {
        var kind = SymbolVersion.Kind(version);
        return kind == "GLIBC_" ? kind + _view.Facts.GlibcVersion
            : SymbolVersion.Newest(found.Base?.Versions ?? [], kind);
    }

    private Version? GlibcOfBase() => _view.Facts.GlibcVersion is { } version ? Version.Parse(version) : null;

    private static IReadOnlyList<string> PassedOn(CompiledFile file, IReadOnlyList<string> above) =>
        file.IsInherited ? [.. LibrarySearch.Folders(file), .. above] : above;

    private void AddLoaded(CompiledFile file, IReadOnlyList<string> above)
    {
        foreach (var need in file.Needs)
        {
            if (_search.Find(need.Name, file, above)?.Ours is { } ours && _byInterpreter.Add(need.Name))
                AddLoaded(ours, PassedOn(file, above));
        }
    }

    private bool IsProvided(string name) =>
        _view.Provided.Contains(name, StringComparer.Ordinal)
        || s_drivers.Any(driver => name.StartsWith(driver, StringComparison.Ordinal));
}
