using PyContainers.Core.Common;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using static System.FormattableString;

namespace PyContainers.Core.Layers;

/// <summary>
/// What everything below the project's own packages is made of, as one digest that needs no wheel to be known: the
/// lock, the files that
/// configure uv, the interpreter and the platform. Narrower than <see cref="LayerKey"/>: the same layers can have two
/// of these.
/// </summary>
public static class DependencyKey
{
    /// <summary>The key of one platform's dependencies.</summary>
    /// <param name="settings">Every setting with an influence, independent of the machine.</param>
    /// <param name="project">The project.</param>
    /// <param name="interpreter">Its interpreter.</param>
    /// <param name="runtimeIdentifier">The platform.</param>
    /// <param name="pythonPlatform">The value of uv's <c>--python-platform</c>.</param>
    /// <param name="around">What of the base decides how their layers look.</param>
    public static string Of(
        string settings,
        ProjectInfo project,
        Interpreter interpreter,
        string runtimeIdentifier,
        string pythonPlatform,
        string around
    )
    {
        var text = new Ingredients()
            .Add(Invariant($"format {LayerWriter.FormatVersion}"))
            .Add(settings)
            .Add(around)
            .Add(
                $"{runtimeIdentifier} {pythonPlatform} {interpreter.Version} "
                    + $"{interpreter.Archives.GetValueOrDefault(runtimeIdentifier)?.Digest}"
            )
            .Add(string.Join(' ', project.LocalPackages.Select(package => package.Name)));
        foreach (var file in Files(project).Where(File.Exists))
            text.Add($"{Path.GetFileName(file)} {Digests.OfFile(file)}");
        return text.Digest();
    }

    private static IEnumerable<string> Files(ProjectInfo project)
    {
        var configuration = ProjectManifests.Configuring(project);
        return project.Requirements is { } requirements
            ? configuration.Concat(requirements.Files).Append(requirements.Install)
            : configuration.Append(ProjectManifests.Lock(project));
    }
}
