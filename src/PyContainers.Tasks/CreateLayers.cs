using System.Globalization;
using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;

namespace PyContainers.Tasks;

/// <summary>Stages 6 and 7: plans the layers, writes those that the user's cache does not have, and decides how the
/// image starts.</summary>
public sealed class CreateLayers : LayersTask
{
    /// <summary>Whether the start command is to be inferred.</summary>
    public bool InferStart { get; set; } = true;

    /// <summary>Whether an inferred command is started under debugpy, if that is installed.</summary>
    public bool Debug { get; set; }

    /// <summary>The user's own start command; empty when it is inferred.</summary>
    public string[] Command { get; set; } = [];

    /// <summary>The user's own <c>PATH</c> in the image, or empty.</summary>
    public string SearchPath { get; set; } = "";

    /// <summary>The port that an inferred web application serves on; 0 for the default.</summary>
    public int Port { get; set; }

    /// <summary>How many megabytes the user's cache of layers and bytecode may hold.</summary>
    public int CacheMegabytes { get; set; } = 10_000;

    /// <summary>The base image's name for messages.</summary>
    public string BaseImage { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "creating the layers";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var (request, cache) = (Request(), Cache());
        LeftOutReport.Write(Content, request.AppEntries, BuildLog);
        var builder = new LayersBuilder(request, cache, BuildLog);
        WriteStart(request, builder.Staging);
        ConsoleScriptCheck.Run(
            builder.Staging,
            request
                .Project.LocalPackages.Select(package => PackageName.Normalise(package.Name))
                .ToHashSet(StringComparer.Ordinal),
            BuildLog
        );
        var layers = builder.Build(Cancellation);
        CheckGlibc(layers);
        layers.Save(Platform.Layers);
        if (
            new CachePruner(cache, CacheMegabytes * 1_000_000L, TimeProvider.System).PruneDaily(Cancellation)
            is > 0
                and var freed
        )
            BuildLog.Step(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"removed {freed / 1e6:0} MB of unused layers and bytecode from '{cache.Folder}'"
                )
            );
        return Task.CompletedTask;
    }

    // The interpreter and wheels built here are not chosen by platform tags, so the real need is held against the real
    // base.
    private void CheckGlibc(WrittenLayers layers)
    {
        var facts = BaseImageFacts.Load(Platform.BaseFacts)!;
        if (layers.Layers.MaxBy(layer => layer.Blob.Glibc) is { } newest && newest.Blob.Glibc > facts.GlibcMinor)
            throw LayerErrors.GlibcTooOld(
                newest.Blob.GlibcFile,
                newest.Blob.Glibc,
                BaseImage,
                "glibc " + facts.GlibcVersion
            );
    }

    private void WriteStart(LayersRequest request, StagingEnvironment staging)
    {
        var facts = StartCommandReader.Facts(
            request.Project,
            staging,
            request.AppEntries,
            request.Paths,
            Port > 0 ? Port : StartCommandReader.DefaultPort,
            request.TakenOver.SelectMany(layer => layer.Content).Select(one => one.Split(' ')[0])
        );
        if (!InferStart)
        {
            CheckCommand(request, staging);
            new StartCommand([], "ContainerAppCommand", StartCommandInference.PortOf(facts)).Save(Platform.Start);
            return;
        }

        var start = Debug
            ? DebugVariant.Of(StartCommandInference.Infer(facts), facts)
            : StartCommandInference.Infer(facts);
        BuildLog.Step(
            $"starts with '{string.Join(' ', start.Arguments)}' "
                + $"({start.Reason}){(start.Port is { } port ? $", port {port}" : "")}"
        );
        start.Save(Platform.Start);
    }

    private void CheckCommand(LayersRequest request, StagingEnvironment staging)
    {
        if (Command.Length == 0)
            return;
        var basePath = OciImage.Load(Platform.Base).Config.Variable("PATH")
            ?? string.Join(':', BaseImageFacts.ProgramFolders);
        var programs = new ImagePrograms(
            BaseImageFacts.Load(Platform.BaseFacts)!,
            request.AppEntries,
            request.Paths,
            request.Interpreter.MinorVersion,
            request.BaseInterpreter is null,
            staging,
            SearchPath.Length > 0 ? SearchPath : $"{EnvironmentPath}/bin:{basePath}"
        );
        BootScript.Find(Command[0], request.AppEntries, request.Paths.App, programs)?.Check(programs, BaseImage);
    }
}
