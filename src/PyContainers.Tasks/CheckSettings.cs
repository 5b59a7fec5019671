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
        ).Run();
        return Task.CompletedTask;
    }
}
