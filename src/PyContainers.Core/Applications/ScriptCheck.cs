using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;

namespace PyContainers.Core.Applications;

/// <summary>Whether a console script that the image starts with can work: its module is there, and so are the extras
/// that its entry point names.</summary>
/// <param name="view">What the container finds.</param>
/// <param name="modules">Finds modules.</param>
/// <param name="imports">Checks what its module imports.</param>
internal sealed class ScriptCheck(ContainerView view, PythonModules modules, ImportCheck imports)
{
    /// <summary>Checks the script of a name; one that no entry point makes is left alone.</summary>
    /// <exception cref="PyContainersException">PYC2042, PYC2043.</exception>
    public void Check(string setting, string name)
    {
        var found =
            from distribution in view.Staging.Distributions
            from script in distribution.Scripts
            where script.Name == name
            select (distribution, script);
        foreach (var (distribution, script) in found)
        {
            Module(setting, distribution, script);
            imports.Module(script.Module);
            foreach (var extra in script.Extras.Split(',', StringSplitOptions.RemoveEmptyEntries))
                Extra(setting, distribution, script, extra);
        }
    }

    private void Module(string setting, Distribution distribution, ConsoleScript script)
    {
        if (modules.Find(script.Module, workingDirectory: false) == ModuleKind.Missing)
            throw StartErrors.NoTarget(
                setting,
                $"the console script '{script.Name}' of '{distribution.Name}' imports '{script.Module}', which no "
                    + "installed distribution has",
                IsOwn(distribution)
                    ? "Correct [project.scripts], or what the build backend puts into the wheel."
                    : "Use another version, or another command."
            );
    }

    private void Extra(string setting, Distribution distribution, ConsoleScript script, string extra)
    {
        var metadata = Path.Combine(view.Staging.SitePackages, distribution.DistInfo, "METADATA");
        if (!view.IsComplete || !File.Exists(metadata))
            return;
        var installed = view.Staging.Distributions.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        var missing = ExtraRequirements
            .Of(File.ReadAllText(metadata), distribution.Name, extra)
            .Where(name => !installed.Contains(name))
            .ToList();
        if (missing.Count > 0)
            throw StartErrors.ExtraNotInstalled(
                setting,
                script.Name,
                extra,
                NearestNames.List(missing),
                IsOwn(distribution)
                    ? $"Set PyContainerExtras to '{extra}'."
                    : $"Depend on '{distribution.Name}[{extra}]' instead of '{distribution.Name}'."
            );
    }

    private bool IsOwn(Distribution distribution) =>
        view.Project is { IsPackage: true } project && PackageName.Same(project.Name, distribution.Name);
}
