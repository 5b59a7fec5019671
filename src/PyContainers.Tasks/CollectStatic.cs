using Microsoft.Build.Framework;
using PyContainers.Core.Applications;

namespace PyContainers.Tasks;

/// <summary>Before the layers: a Django site collects its static files.</summary>
public sealed class CollectStatic : PlatformTask
{
    /// <summary>The application's path in the image, ex: <c>/app</c>.</summary>
    [Required]
    public string AppPath { get; set; } = "";

    /// <summary>Files and folders that are no part of the application.</summary>
    public ITaskItem[] Excluded { get; set; } = [];

    /// <summary>The image's variables, metadata <c>Value</c>: settings may ask for them.</summary>
    public ITaskItem[] EnvironmentVariables { get; set; } = [];

    /// <inheritdoc/>
    protected override string Stage => "collecting static files";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var application = new ApplicationFiles(AppPath, OfLooseProjects: true, OfPackages: true)
            .Of(State.Project.Read(), ExcludedItems.Of(Excluded)).Entries;
        return new DjangoStaticFiles(Platform.Static).CollectAsync(
            application, AppPath, Platform.Environment, MSBuildText.Pairs(EnvironmentVariables), Cancellation);
    }
}
