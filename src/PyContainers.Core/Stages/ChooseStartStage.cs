using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about the image's start.</summary>
public sealed record ChooseStartOptions
{
    /// <summary>Whether the start command is to be inferred.</summary>
    public bool Infer { get; init; } = true;

    /// <summary>Whether an inferred command is started under debugpy, if that is installed.</summary>
    public bool Debug { get; init; }

    /// <summary>The user's own start command with all its arguments; without words when it is inferred.</summary>
    public NamedCommand Command { get; init; } = new("ContainerAppCommand", []);

    /// <summary>Whether the command stands behind the base's own entry point.</summary>
    public bool BehindBase { get; init; }

    /// <summary>The health command; without words when there is none.</summary>
    public NamedCommand HealthCommand { get; init; } = new("PyContainerHealthCommand", []);

    /// <summary>Whether nobody else puts files into the application's folder.</summary>
    public bool OwnsApplication { get; init; } = true;

    /// <summary>The user's own <c>PATH</c> in the image, or empty.</summary>
    public string SearchPath { get; init; } = "";

    /// <summary>The user's own <c>PYTHONPATH</c> in the image, or empty.</summary>
    public string PythonPath { get; init; } = "";

    /// <summary>The port that an inferred web application serves on; 0 for the default.</summary>
    public int Port { get; init; }

    /// <summary>The base image's name for messages.</summary>
    public string BaseImage { get; init; } = "";
}

/// <summary>Decides how the image starts, and looks the command up as the container will.</summary>
/// <param name="platform">The state of the image's platform.</param>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets the decision.</param>
public sealed class ChooseStartStage(PlatformState platform, ChooseStartOptions options, ILog log)
{
    private readonly ImageConfig _base = OciImage.Load(platform.Base).Config;

    /// <summary>Writes the start down.</summary>
    /// <param name="request">What the layers are made of.</param>
    /// <param name="staging">What uv installed.</param>
    /// <param name="tools">Full paths of the tools' programs in the image.</param>
    /// <exception cref="PyContainersException">PYC2019, PYC204x, or that no command can be inferred.</exception>
    public void Run(LayersRequest request, StagingEnvironment staging, IReadOnlyList<string> tools)
    {
        var start = Choose(request, staging);
        var view = View(request, staging, tools);
        var command = Check(start, view);
        platform.Start.Write(start with { StopSignal = StopSignal.Of(command.Words, view) });
        ConsoleScriptCheck.Run(
            staging,
            request.Project.LocalPackages.Select(package => PackageName.Normalise(package.Name))
                .ToHashSet(StringComparer.Ordinal),
            log);
    }

    private StartCommand Choose(LayersRequest request, StagingEnvironment staging)
    {
        var takenOver = request.TakenOver.SelectMany(layer => layer.Content).Select(one => one.Split(' ')[0]);
        var port = options.Port > 0 ? options.Port : StartCommandReader.DefaultPort;
        var facts = StartCommandReader.Facts(
            request.Project, staging, request.AppEntries, request.Paths, port, takenOver);
        if (!options.Infer)
            return AppFrameworks.Listening(
                new StartCommand([], options.Command.Setting, StartCommandInference.PortOf(facts)), facts);

        var inferred = StartCommandInference.Infer(facts);
        var start = options.Debug ? DebugVariant.Of(inferred, facts) : inferred;
        log.Step($"starts with '{string.Join(' ', start.Arguments)}' "
            + $"({start.Reason}){(start.Port is { } serves ? $", port {serves}" : "")}");
        return start;
    }

    // Returns what the container runs.
    private NamedCommand Check(StartCommand start, ContainerView view)
    {
        var check = new StartCheck(view, log);
        var own = options.BehindBase
            ? options.Command with { Words = [.. _base.Entrypoint, .. options.Command.Words] }
            : options.Command;
        var command = options.Infer ? new NamedCommand("The inferred command", start.Arguments) : own;
        check.Check(command);
        check.Check(options.HealthCommand);
        return command;
    }

    private ContainerView View(
        LayersRequest request, StagingEnvironment staging, IReadOnlyList<string> tools)
    {
        var path = _base.Variable("PATH") ?? string.Join(':', BaseImageFacts.ProgramFolders);
        var (first, second) = ($"{request.Paths.Environment}/bin", tools.Count > 0 ? ToolsLayer.Bin + ":" : "");
        return new ContainerView
        {
            Base = platform.BaseFacts.Read(),
            BaseImage = options.BaseImage,
            Application = request.AppEntries,
            Staging = staging,
            IsComplete = request.TakenOver.Count == 0,
            Project = request.Project,
            Paths = request.Paths,
            MinorVersion = request.Interpreter.MinorVersion,
            HostPython = request.Interpreter.HostPath,
            OwnInterpreter = request.BaseInterpreter is null,
            StandardLibrary = StandardLibrary.Files(request.Interpreter),
            SearchPath = options.SearchPath.Length > 0 ? options.SearchPath : $"{first}:{second}{path}",
            PythonPath = options.PythonPath.Length > 0 ? options.PythonPath : _base.Variable("PYTHONPATH") ?? "",
            Tools = tools,
            Writable = [.. request.WritableFolders.Select(folder => "/" + folder.Path)],
            OwnsApplication = options.OwnsApplication,
        };
    }
}
