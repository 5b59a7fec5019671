using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>
/// Whether the image has what the user's code imports as soon as it starts: the module that is started, and those of
/// the user's that it imports in turn. Only imports that nothing encloses count: behind an <c>if</c>, a <c>try</c> or
/// in a function, a module may be missing on purpose.
/// </summary>
/// <param name="view">What the container finds.</param>
/// <param name="modules">Finds modules.</param>
/// <param name="log">Gets the warnings.</param>
internal sealed class ImportCheck(ContainerView view, PythonModules modules, ILog log)
{
    private readonly Lazy<Dictionary<string, LayerEntry>> _own = new(() => Own(view));
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>Checks a file that Python runs: its folder is the first place for imports.</summary>
    /// <param name="path">Full path in the image; of a folder, its <c>__main__.py</c> is meant.</param>
    public void File(string path)
    {
        var isFile = _own.Value.ContainsKey(path);
        Follow(isFile ? path : path + "/__main__.py", isFile ? SlashPath.Folder(path) : path);
    }

    /// <summary>Checks a module that is imported, or run by <c>python -m</c>.</summary>
    /// <param name="module">Its name, possibly dotted.</param>
    public void Module(string module)
    {
        Modules(module, view.Paths.App);
        foreach (var root in new[] { view.Paths.App, view.SitePackages })
            Follow($"{root}/{module.Replace('.', '/')}/__main__.py", view.Paths.App);
    }

    /// <summary>Checks the code of <c>python -c</c>.</summary>
    /// <param name="code">The code.</param>
    public void Code(string code) => Follow(code, "", view.Paths.App);

    private bool CanTell => view is { OwnsApplication: true, IsComplete: true, StandardLibrary: not null };

    private void Follow(string file, string root)
    {
        if (CanTell && _own.Value.TryGetValue(file, out var entry) && _seen.Add(file))
            Follow(
                Encoding.UTF8.GetString(EntryContent.Read(entry)), (entry as FileEntry)?.Source ?? file, root);
    }

    private void Follow(string text, string source, string root)
    {
        if (!CanTell || ImportStatements.MayChangePlaces(text))
            return;
        foreach (var (module, line) in ImportStatements.Of(text))
        {
            if (IsThere(module.Split('.')[0], root))
                Modules(module, root);
            else if (_missing.Add(module.Split('.')[0]))
                log.Warning(StartErrors.ImportMissing(module.Split('.')[0], source, source.Length > 0 ? line : 0));
        }
    }

    // a.b.c runs a, a.b and a.b.c.
    private void Modules(string module, string root)
    {
        var parts = module.Split('.');
        for (var count = 1; count <= parts.Length; count++)
        {
            var path = string.Join('/', parts.Take(count));
            foreach (var folder in new[] { root, view.SitePackages })
            {
                Follow($"{folder}/{path}.py", root);
                Follow($"{folder}/{path}/__init__.py", root);
            }
        }
    }

    private bool IsThere(string top, string root) =>
        ImportStatements.IsCompiledIn(top)
        || modules.HasFile($"{root}/{top}.py") || modules.Has($"{root}/{top}")
        || modules.Find(top, workingDirectory: true) != ModuleKind.Missing;

    private static Dictionary<string, LayerEntry> Own(ContainerView view)
    {
        var own = view.Files().ToDictionary(StringComparer.Ordinal);
        foreach (var line in view.LocalDistributions().SelectMany(one => one.Record)
            .Where(line => line.Path.EndsWith(".py", StringComparison.Ordinal)))
        {
            if (line.File is { } source && System.IO.File.Exists(source))
                own[$"{view.SitePackages}/{line.Path}"] = new FileEntry($"{view.SitePackages}/{line.Path}", source);
        }

        return own;
    }
}
