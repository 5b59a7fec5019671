using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;

namespace PyContainers.Tasks;

/// <summary>Makes ready what <c>dotnet run</c> starts.</summary>
public sealed class PrepareRun : HostTask
{
    /// <summary>The environment's path in the image, ex: <c>/app/.venv</c>.</summary>
    [Required]
    public string EnvironmentPath { get; set; } = "";

    /// <summary>The interpreter's path in the image, ex: <c>/opt/python</c>.</summary>
    [Required]
    public string InterpreterPath { get; set; } = "";

    /// <summary>The application's path in the image, ex: <c>/app</c>.</summary>
    [Required]
    public string AppPath { get; set; } = "";

    /// <summary>The user's own start command with all its arguments; empty when it is inferred.</summary>
    public string[] Command { get; set; } = [];

    /// <summary>The port that an inferred web application serves on; 0 for the default.</summary>
    public int Port { get; set; }

    /// <summary><c>ContainerEnvironmentVariable</c>.</summary>
    public ITaskItem[] EnvironmentVariables { get; set; } = [];

    /// <summary>Files and folders that are no part of the application.</summary>
    public ITaskItem[] Excluded { get; set; } = [];

    /// <summary><c>RunCommand</c>.</summary>
    [Output]
    public string RunCommand { get; set; } = "";

    /// <summary><c>RunArguments</c>.</summary>
    [Output]
    public string RunArguments { get; set; } = "";

    /// <summary><c>RunWorkingDirectory</c>.</summary>
    [Output]
    public string RunWorkingDirectory { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task RunAsync()
    {
        var options = new PrepareRunOptions(Host, new ImagePaths(InterpreterPath, EnvironmentPath, AppPath))
        {
            Command = Command,
            Port = Port,
            ShellPort = Environment.GetEnvironmentVariable("PORT") ?? "",
            Variables =
            [
                .. EnvironmentVariables.Select(one => KeyValuePair.Create(one.ItemSpec, one.GetMetadata("Value"))),
            ],
            Excluded = ExcludedItems.Of(Excluded),
        };
        var start = await new PrepareRunStage(State, options, BuildLog).RunAsync(Cancellation);
        (RunCommand, RunArguments, RunWorkingDirectory) = (start.Program, start.Arguments, start.Folder);
    }
}
