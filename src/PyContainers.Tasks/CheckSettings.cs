using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Refuses values that no later stage could mend.</summary>
public sealed class CheckSettings : PyContainerTask
{
    /// <summary>Version of the .NET SDK that runs.</summary>
    [Required]
    public string SdkVersion { get; set; } = "";

    /// <summary><c>ContainerWorkingDirectory</c>, as the user wrote it.</summary>
    public string WorkingDirectory { get; set; } = "";

    /// <summary>The application's folder in the image, without a trailing slash.</summary>
    public string AppPath { get; set; } = "";

    /// <summary><c>PyContainerEnvironmentPath</c>.</summary>
    public string EnvironmentPath { get; set; } = "";

    /// <summary><c>PyContainerInterpreterPath</c>.</summary>
    public string InterpreterPath { get; set; } = "";

    /// <summary><c>PyContainerInterpreter</c>.</summary>
    public string Interpreter { get; set; } = "";

    /// <summary><c>PyContainerLayerBudget</c>, or empty.</summary>
    public string LayerBudget { get; set; } = "";

    /// <summary>Files to add, as <see cref="LayersTask.Include"/>.</summary>
    public ITaskItem[] Include { get; set; } = [];

    /// <summary>Folders in the image that the user may write to.</summary>
    public string[] WritableDirectories { get; set; } = [];

    /// <summary><c>PyContainerTool</c>.</summary>
    public ITaskItem[] Tools { get; set; } = [];

    /// <summary>Properties that are true or false, each as <c>NAME=VALUE</c>.</summary>
    public string[] Switches { get; set; } = [];

    /// <summary><c>PyContainerCacheMegabytes</c>.</summary>
    public string CacheMegabytes { get; set; } = "";

    /// <summary><c>PyContainerBuilderId</c>.</summary>
    public string BuilderId { get; set; } = "";

    /// <summary><c>ContainerPort</c>.</summary>
    public string[] Ports { get; set; } = [];

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        new SettingsCheck(
            SdkVersion,
            WorkingDirectory,
            AppPath,
            EnvironmentPath,
            InterpreterPath,
            Interpreter,
            LayerBudget
        )
        {
            Include = IncludedItems.Of(Include),
            WritableFolders = WritableDirectories,
            HasTools = Tools.Length > 0,
            Switches =
            [
                .. from one in Switches
                   let parts = one.Split('=', 2)
                   select KeyValuePair.Create(parts[0], parts[^1]),
            ],
            CacheMegabytes = CacheMegabytes,
            BuilderId = BuilderId,
            Ports = Ports,
        }.Run();
        if (SettingsCheck.PasswordInLog(Environment.GetEnvironmentVariable) is { } warning)
            BuildLog.Warning(warning);
        return Task.CompletedTask;
    }
}
