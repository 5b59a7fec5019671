using PyContainers.Core.Applications;
using PyContainers.Core.Development;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about <c>dotnet run</c>.</summary>
/// <param name="Host">The environment.</param>
/// <param name="Paths">Where things lie in the image.</param>
public sealed record PrepareRunOptions(HostOptions Host, ImagePaths Paths)
{
    /// <summary>The user's own start command with all its arguments; empty when it is inferred.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The port that an inferred web application serves on in the image; 0 for the default.</summary>
    public int Port { get; init; }

    /// <summary>What the shell has set as <c>PORT</c>, where the application serves here instead; empty, or anything
    /// but a port, for the image's.</summary>
    public string ShellPort { get; init; } = "";

    /// <summary>The image's variables.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Variables { get; init; } = [];

    /// <summary>Files and folders that are no part of the application.</summary>
    public ExcludedPaths Excluded { get; init; } = ExcludedPaths.None;
}

/// <summary>A command that <c>dotnet run</c> starts.</summary>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">Its arguments, as one text.</param>
/// <param name="Folder">The working folder.</param>
public sealed record HostStart(string Program, string Arguments, string Folder);

/// <summary>Makes ready what <c>dotnet run</c> starts: the image's command, in an environment of this
/// machine.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets the decision.</param>
public sealed class PrepareRunStage(BuildState state, PrepareRunOptions options, ILog log)
{
    // Paths of the image would take away what this machine has there.
    private static readonly string[] s_ofTheImage =
    [
        "PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "SSL_CERT_FILE",
    ];

    private readonly ProjectInfo _project = state.Project.Read();

    /// <summary>Fills the environment and finds the command.</summary>
    /// <param name="cancellation">Ends uv.</param>
    /// <exception cref="PyContainersException">PYC1xxx; PYC2006, PYC2007 and PYC2044 when no command can be
    /// inferred.</exception>
    public async Task<HostStart> RunAsync(CancellationToken cancellation)
    {
        var (tool, request) = (state.Uv.Read(), options.Host.Request(state, _project, "run"));
        await new HostEnvironment(tool, request, log).SyncAsync(cancellation);
        var start = Start(request.Folder);
        var here = new HostCommand(options.Paths, request.Folder, _project.Folder);
        log.Step($"runs '{string.Join(' ', start.Arguments)}' ({start.Reason})");
        return new HostStart(
            tool.Path,
            HostCommand.Join(HostRun.Arguments(request.Folder, EnvFiles(start, here), here.Of(start.Arguments))),
            _project.Folder);
    }

    private StartCommand Start(string environment)
    {
        var content = new ApplicationFiles(options.Paths.App, true, false).Of(_project, options.Excluded);
        var port = ShellPort.Parse(options.ShellPort)
            ?? (options.Port > 0 ? options.Port : StartCommandReader.DefaultPort);
        var facts = HostApplication.Facts(_project, environment, content.Entries, options.Paths, port);
        return options.Command.Count == 0
            ? StartCommandInference.Infer(facts)
            : AppFrameworks.Listening(
                new StartCommand(options.Command, "ContainerAppCommand", StartCommandInference.PortOf(facts)), facts);
    }

    private IEnumerable<string> EnvFiles(StartCommand start, HostCommand here)
    {
        var image = Path.Combine(state.OnHost("run"), "image.env");
        EnvFile.Write(
            image,
            [
                new("PYTHONUNBUFFERED", "1"),
                new("PYTHONDONTWRITEBYTECODE", "1"),
                .. start.Port is { } port
                    ? [new KeyValuePair<string, string>("PORT", StartCommandInference.Text(port))]
                    : Array.Empty<KeyValuePair<string, string>>(),
                .. (start.Variables ?? []).Concat(options.Variables)
                    .Where(one => !s_ofTheImage.Contains(one.Key, StringComparer.OrdinalIgnoreCase))
                    .Select(one => KeyValuePair.Create(one.Key, here.Of(one.Value))),
            ]);
        yield return image;
        var own = Path.Combine(_project.Folder, ".env");
        if (File.Exists(own))
            yield return own;
    }
}
