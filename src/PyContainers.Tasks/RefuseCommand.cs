using Microsoft.Build.Framework;
using PyContainers.Core.Development;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks;

/// <summary>Says what to do instead of a command that has nothing to do for a Python project: an error if the user
/// typed it for this project, else one line at most.</summary>
public sealed class RefuseCommand : PyContainerTask
{
    /// <summary><c>pack</c> or <c>publish</c>.</summary>
    [Required]
    public string Command { get; set; } = "";

    /// <summary>The folder in which the build was started.</summary>
    [Required]
    public string StartupDirectory { get; set; } = "";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var command = DotnetCommand.Of(
            [.. Environment.GetCommandLineArgs().Skip(1)], StartupDirectory, GlobalProperties);
        if (command.Is(Command, ProjectFile))
            throw Command == "pack" ? TestErrors.NothingToPack() : TestErrors.NothingToPublish();
        if (Command == "publish" && command.Is(Command))
            BuildLog.Notice(
                $"nothing of {Path.GetFileNameWithoutExtension(ProjectFile)} is published without "
                    + "-p:PublishProfile=PyContainer");
        return Task.CompletedTask;
    }
}
