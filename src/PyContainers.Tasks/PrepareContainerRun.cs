using Microsoft.Build.Framework;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;

namespace PyContainers.Tasks;

/// <summary>Makes ready what <c>dotnet run</c> starts in a container.</summary>
public sealed class PrepareContainerRun : PlatformTask
{
    /// <summary>The command of the local engine, ex: <c>docker</c>; empty when there is none.</summary>
    public string Engine { get; set; } = "";

    /// <summary>The image, <c>REPOSITORY:TAG</c>.</summary>
    [Required]
    public string Image { get; set; } = "";

    /// <summary>The application's path in the image, ex: <c>/app</c>.</summary>
    [Required]
    public string AppPath { get; set; } = "";

    /// <summary><c>ContainerPort</c> with their protocol: <c>8080/tcp</c>.</summary>
    public string[] Ports { get; set; } = [];

    /// <summary><c>PyContainerWritableDirectory</c>.</summary>
    public string[] WritableDirectories { get; set; } = [];

    /// <summary><c>PyContainerRunOptions</c>, or empty.</summary>
    public string Options { get; set; } = "";

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
    protected override Task RunAsync()
    {
        var options = new PrepareContainerRunOptions(Engine, Image, new ImagePaths(App: AppPath))
        {
            Ports = Ports,
            ShellPort = Environment.GetEnvironmentVariable("PORT") ?? "",
            WritableFolders = [.. WritableDirectories.SelectMany(MSBuildText.Lines)],
            More = Options,
            Folder = Path.GetDirectoryName(ProjectFile)!,
        };
        var start = new PrepareContainerRunStage(Platform, options).Run();
        (RunCommand, RunArguments, RunWorkingDirectory) = (start.Program, start.Arguments, start.Folder);
        return Task.CompletedTask;
    }
}
