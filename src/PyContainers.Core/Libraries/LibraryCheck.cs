using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Elf;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Libraries;

/// <summary>
/// Holds what compiled files need against what the image has. What is certain to fail is an error: the interpreter, the
/// program that the image starts, and a distribution none of whose modules can be loaded. The rest may never be
/// loaded, so it is a warning.
/// </summary>
/// <param name="view">The image.</param>
/// <param name="log">Gets the warnings.</param>
public sealed class LibraryCheck(LibraryView view, ILog log)
{
    private readonly Loading _loading = new(view);

    /// <summary>Checks every compiled file.</summary>
    /// <exception cref="PyContainersException">PYC3035, PYC3050, PYC3052 or PYC3054.</exception>
    public void Run()
    {
        var files = view.Files.Where(one => one.File.Kind != CompiledKind.Link).ToList();
        Interpreter([.. files.Where(one => one.Layer == LayerKind.Interpreter).Select(one => one.File)]);
        var groups = files.Where(one => one.Layer != LayerKind.Interpreter)
            .GroupBy(one => (one.File.Origin, IsTool: one.Layer == LayerKind.Tools), one => one.File);
        foreach (var group in groups)
            Distribution(group.Key.Origin, [.. group]);
        foreach (var (name, reason) in LoadedByName.Missing(view))
            log.Warning(LibraryErrors.NotFoundByName(name, reason, LibrarySources.WheelOf(name), view.BaseImage));
    }

    // Modules of the standard library are there for everybody, and few use all of them.
    private void Interpreter(IReadOnlyList<CompiledFile> files)
    {
        foreach (var file in files)
        {
            if (_loading.Of(file) is not { Count: > 0 } problems)
                continue;
            if ("/" + file.Path == view.Interpreter)
                throw new PyContainersException(LoadMessage.Of(view, "", file, problems, isCertain: true));
            log.Detail($"'/{file.Path}' cannot be loaded: {string.Join(", ", problems.Select(one => one.Library))}");
        }
    }

    private void Distribution(string name, IReadOnlyList<CompiledFile> files)
    {
        var broken = files.Where(IsForThisImage).Select(file => (File: file, Problems: _loading.Of(file)))
            .Where(one => one.Problems.Count > 0).ToList();
        if (broken.Count == 0)
            return;
        var certain = broken.Where(one => one.Problems.Any(problem => !problem.IsUncertain)).ToList();
        if (certain.FirstOrDefault(one => "/" + one.File.Path == view.Start) is { File: not null } start)
            throw new PyContainersException(LoadMessage.Of(view, name, start.File, start.Problems, isCertain: true));
        var main = Main(name, files);
        if (main.Count > 0 && main.All(file => certain.Exists(one => one.File == file)))
        {
            var first = certain.First(one => one.File == main[0]);
            throw new PyContainersException(
                LoadMessage.Of(view, name, first.File, first.Problems, isCertain: true));
        }

        // A library that a module needs has been reported with the module.
        var shown = broken.Where(one => !broken.Exists(other => other.File != one.File
            && other.Problems.Any(problem => problem.File == one.File))).ToList();
        log.Warning(LoadMessage.Of(
            view, name, shown[0].File, [.. shown.SelectMany(one => one.Problems)], isCertain: false, shown.Count));
    }

    // What a distribution is there for: its modules; of one without, its programs. Which of the application's own
    // programs matter is not known.
    private List<CompiledFile> Main(string name, IReadOnlyList<CompiledFile> files)
    {
        var modules = files.Where(file => file.Kind == CompiledKind.Module && IsForThisImage(file)).ToList();
        return modules.Count > 0 || name.Length == 0
            ? modules
            : [.. files.Where(file => file.Kind == CompiledKind.Program
                && SlashPath.Folder(file.Path).EndsWith("/bin", StringComparison.Ordinal))];
    }

    // Wheels for every platform bring programs and libraries of others; only a name says that this one is meant.
    private bool IsForThisImage(CompiledFile file) =>
        file.Kind == CompiledKind.Module
            ? ExtensionName.IsImportedBy(
                file.Name, view.MinorVersion, view.Architecture, view.IsMusl ? "musl" : "gnu")
            : file.Machine == view.Architecture || "/" + file.Path == view.Start;
}
