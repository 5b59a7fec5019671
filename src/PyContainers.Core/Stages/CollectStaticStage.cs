using PyContainers.Core.Applications;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Stages;

/// <summary>Has a Django site collect its static files. It sees the application as the image will have it: with the
/// files that the user adds, and the folders that it may write to.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says about the layers.</param>
/// <param name="variables">Variables that the image has and the settings may ask for.</param>
public sealed class CollectStaticStage(
    BuildState state, LayersOptions options, IReadOnlyList<KeyValuePair<string, string>> variables)
{
    /// <summary>Collects.</summary>
    /// <param name="cancellation">Ends Python.</param>
    /// <exception cref="PyContainersException">PYC2014, PYC2023, and what files to add and writable folders can
    /// cause.</exception>
    public Task RunAsync(CancellationToken cancellation)
    {
        var (project, platform) = (state.Project.Read(), state.For(options.RuntimeIdentifier));
        // A package's manage.py runs from its sources, though only the installed package is in the image.
        var files = new ApplicationFiles(options.Paths.App, OfLooseProjects: true, OfPackages: true)
            .Of(project, options.Excluded).Entries;
        var added = options.Include.Select(file => file.In(project.Folder, options.Reserved));
        return new DjangoStaticFiles(platform.Static).CollectAsync(
            IncludedFiles.Over(files, added),
            [.. options.WritableFolders.Select(folder => options.Reserved.Writable(folder).Relative)],
            options.Paths.App, platform.Environment, variables, cancellation);
    }
}
