using Microsoft.Build.Framework;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks;

/// <summary>Reads the base image: its manifest and config for each platform, the C library that wheels must fit, and
/// who it runs as.</summary>
public sealed class ReadBaseImage : BaseImageTask
{
    /// <summary><c>ContainerUser</c>: a number, <c>uid:gid</c> or a name of the base's; empty for the base's
    /// own.</summary>
    public string RequestedUser { get; set; } = "";

    /// <summary>Whether root is what the user wants.</summary>
    public bool AllowRoot { get; set; }

    /// <summary><c>PyContainerPythonPlatform</c>: uv's platform; empty to derive it from the base's C
    /// library.</summary>
    public string PythonPlatform { get; set; } = "";

    /// <summary>Whether the image's interpreter is the base's own.</summary>
    public bool UseInterpreter { get; set; }

    /// <summary>The application's path in the image, ex: <c>/app</c>.</summary>
    [Required]
    public string AppPath { get; set; } = "";

    /// <summary>Where that path leads on this base; empty if there is no link on the way.</summary>
    [Output]
    public string WorkingDirectory { get; set; } = "";

    /// <summary>The numeric user, <c>uid:gid</c>.</summary>
    [Output]
    public string User { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "reading the base image";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var options = new ReadBaseImageOptions
        {
            RuntimeIdentifiers = RuntimeIdentifiers,
            DisplayName = DisplayName,
            RequestedUser = RequestedUser,
            AllowRoot = AllowRoot,
            PythonPlatform = PythonPlatform,
            UseInterpreter = UseInterpreter,
            AppPath = AppPath,
        };
        var stage = new ReadBaseImageStage(new BuildState(StateFolder), options, Source(), BuildLog);
        User = stage.Run(Cancellation);
        WorkingDirectory = stage.WorkingDirectory == AppPath ? "" : stage.WorkingDirectory;
        return Task.CompletedTask;
    }
}
