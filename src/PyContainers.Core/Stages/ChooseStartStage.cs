using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
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

    /// <summary>The user's own start command; empty when it is inferred.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The user's own <c>PATH</c> in the image, or empty.</summary>
    public string SearchPath { get; init; } = "";

    /// <summary>The port that an inferred web application serves on; 0 for the default.</summary>
    public int Port { get; init; }

    /// <summary>The base image's name for messages.</summary>
    public string BaseImage { get; init; } = "";
}

/// <summary>Decides how the image starts, and checks as much of it as can be checked before it runs: a boot script's
/// interpreter, the modules of console scripts.</summary>
/// <param name="platform">The state of the image's platform.</param>
/// <param name="options">What the user says.</param>
/// <param name="log">Gets the decision.</param>
public sealed class ChooseStartStage(PlatformState platform, ChooseStartOptions options, ILog log)
{
    /// <summary>Writes the start down.</summary>
    /// <param name="request">What the layers are made of.</param>
    /// <param name="staging">What uv installed.</param>
    /// <exception cref="PyContainersException">PYC2019, or that no command can be inferred.</exception>
    public void Run(LayersRequest request, StagingEnvironment staging)
    {
        platform.Start.Write(Choose(request, staging));
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
        {
            CheckCommand(request, staging);
            return new StartCommand([], "ContainerAppCommand", StartCommandInference.PortOf(facts));
        }

        var inferred = StartCommandInference.Infer(facts);
        var start = options.Debug ? DebugVariant.Of(inferred, facts) : inferred;
        log.Step($"starts with '{string.Join(' ', start.Arguments)}' "
            + $"({start.Reason}){(start.Port is { } serves ? $", port {serves}" : "")}");
        return start;
    }

    private void CheckCommand(LayersRequest request, StagingEnvironment staging)
    {
        if (options.Command.Count == 0)
            return;
        var basePath = OciImage.Load(platform.Base).Config.Variable("PATH")
            ?? string.Join(':', BaseImageFacts.ProgramFolders);
        var programs = new ImagePrograms(
            platform.BaseFacts.Read(), request.AppEntries, request.Paths,
            request.Interpreter.MinorVersion, request.BaseInterpreter is null, staging,
            options.SearchPath.Length > 0 ? options.SearchPath : $"{request.Paths.Environment}/bin:{basePath}");
        BootScript.Find(options.Command[0], request.AppEntries, request.Paths.App, programs)
            ?.Check(programs, options.BaseImage);
    }
}
