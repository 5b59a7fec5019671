using PyContainers.Core.Common;

namespace PyContainers.Core.Applications;

/// <summary>What the import system would find for a name.</summary>
internal enum ModuleKind
{
    /// <summary>Nothing, in none of the places.</summary>
    Missing,

    /// <summary>A module.</summary>
    Module,

    /// <summary>A package that <c>python -m</c> can run.</summary>
    Runnable,

    /// <summary>A package without <c>__main__</c>.</summary>
    Package,

    /// <summary>Nothing, but there is a place that nobody has looked into.</summary>
    Unknown,
}

/// <summary>Finds modules as the container's Python will, without running any: by the names of files.</summary>
internal sealed class PythonModules
{
    private const string Library = "<the standard library>";
    private static readonly string[] s_endings = [".py", ".pyc", ".so", ".abi3.so"];

    private readonly ContainerView _view;
    private readonly HashSet<string> _files;
    private readonly HashSet<string> _folders;

    public PythonModules(ContainerView view)
    {
        _view = view;
        var site = view.SitePackages + "/";
        _files = view
            .Application.Select(entry => "/" + entry.Path)
            .Concat(
                view.Staging.Distributions.SelectMany(distribution => distribution.Record)
                    .Where(line => !line.Path.StartsWith("../", StringComparison.Ordinal))
                    .Select(line => site + line.Path)
            )
            .Concat((view.StandardLibrary ?? (IEnumerable<string>)[]).Select(file => $"{Library}/{file}"))
            .ToHashSet(StringComparer.Ordinal);
        _folders = _files.SelectMany(SlashPath.Parents).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether there is a file or folder, by full path.</summary>
    public bool Has(string path) => _files.Contains(path) || _folders.Contains(path);

    /// <summary>Whether a folder has a file of a name, by full paths.</summary>
    public bool HasFile(string path) => _files.Contains(path);

    /// <summary>What is there for a name.</summary>
    /// <param name="module">The name, possibly dotted.</param>
    /// <param name="workingDirectory">Whether the working directory is one of the places.</param>
    /// <param name="variables">Whether <c>PYTHONPATH</c> counts.</param>
    /// <param name="environment">Whether the environment's Python runs.</param>
    public ModuleKind Find(string module, bool workingDirectory, bool variables = true, bool environment = true)
    {
        var found = ModuleKind.Missing;
        foreach (var root in Roots(workingDirectory, variables, environment))
        {
            var here = In(root, module.Replace('.', '/'));
            if (here is not (ModuleKind.Missing or ModuleKind.Unknown))
                return here;
            found = here == ModuleKind.Unknown ? here : found;
        }

        return found;
    }

    /// <summary>Names of what can be imported from the application and the environment, without dots.</summary>
    public IEnumerable<string> TopNames() =>
        NamesIn(_view.Paths.App).Union(NamesIn(_view.SitePackages), StringComparer.Ordinal);

    /// <summary>Names of the user's own modules, without dots.</summary>
    public IEnumerable<string> OwnNames()
    {
        var packages = _view.LocalDistributions().SelectMany(one => one.Record)
            .Select(line => Top(line.Path));
        return NamesIn(_view.Paths.App).Concat(packages.OfType<string>()).Distinct(StringComparer.Ordinal);
    }

    /// <summary>Names of what a package has, with its own name and a dot in front.</summary>
    public IEnumerable<string> Siblings(string module)
    {
        var dot = module.LastIndexOf('.');
        return dot < 0
            ? []
            : new[] { _view.Paths.App, _view.SitePackages }
                .SelectMany(root => NamesIn($"{root}/{module[..dot].Replace('.', '/')}"))
                .Select(name => $"{module[..dot]}.{name}");
    }

    private IEnumerable<string> NamesIn(string folder) =>
        _files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(file => Top(file[(folder.Length + 1)..]))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

    // The module that a file belongs to; null for what is none.
    private static string? Top(string file)
    {
        var slash = file.IndexOf('/', StringComparison.Ordinal);
        var name = slash >= 0 ? file[..slash] : file.EndsWith(".py", StringComparison.Ordinal) ? file[..^3] : "";
        var isNone = name.AsSpan().IndexOfAny('.', '-') >= 0 || name.StartsWith("__", StringComparison.Ordinal);
        return name.Length == 0 || isNone ? null : name;
    }

    private List<string> Roots(bool workingDirectory, bool variables, bool environment)
    {
        var roots = new List<string>();
        if (workingDirectory)
            roots.Add(_view.Paths.App);
        if (variables)
            roots.AddRange(
                _view.PythonPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(_view.Absolute)
            );
        roots.Add(Library);
        if (environment)
            roots.AddRange([_view.SitePackages, .. PathFiles()]);
        return roots;
    }

    // A .pth file of a distribution names more folders, relative to its own.
    private IEnumerable<string> PathFiles() =>
        from distribution in _view.Staging.Distributions
        from line in distribution.Record
        where line.Path.EndsWith(".pth", StringComparison.Ordinal) && !line.Path.Contains('/', StringComparison.Ordinal)
        let file = Path.Combine(_view.Staging.SitePackages, line.Path)
        where File.Exists(file)
        from path in File.ReadLines(file).Select(text => text.Trim())
        where path.Length > 0 && path[0] != '#' && !path.StartsWith("import", StringComparison.Ordinal)
        select path.StartsWith('/') ? path : "/" + SlashPath.Resolve(_view.SitePackages, path);

    private ModuleKind In(string root, string path)
    {
        var place = $"{root}/{path}";
        if (HasModule($"{place}/__main__"))
            return ModuleKind.Runnable;
        if (HasModule($"{place}/__init__"))
            return ModuleKind.Package;
        if (HasModule(place))
            return ModuleKind.Module;
        if (_folders.Contains(place))
            return ModuleKind.Package;
        var known = root == Library ? _view.StandardLibrary is not null : _view.Knows(place);
        return known ? ModuleKind.Missing : ModuleKind.Unknown;
    }

    private bool HasModule(string place) =>
        Array.Exists(s_endings, ending => _files.Contains(place + ending))
        || _folders.Contains(SlashPath.Folder(place)) && HasExtension(place);

    // _speedups.cpython-313-x86_64-linux-gnu.so
    private bool HasExtension(string place) =>
        _files.Any(file => file.StartsWith(place + ".", StringComparison.Ordinal)
            && file.EndsWith(".so", StringComparison.Ordinal)
            && !file[(place.Length + 1)..].Contains('/', StringComparison.Ordinal));
}
