using System.Globalization;
using Microsoft.Build.Framework;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Tasks;

/// <summary>Stages 6 and 7: plans the layers, writes those that the user's cache does not have, and infers how the image starts.</summary>
public sealed class CreateLayers : PyContainerTask
{
    /// <summary>The folder of the build's state.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The image's platform, ex: <c>linux-x64</c>.</summary>
    [Required]
    public string RuntimeIdentifier { get; set; } = "";

    /// <summary>The environment's path in the image, ex: <c>/app/.venv</c>.</summary>
    [Required]
    public string EnvironmentPath { get; set; } = "";

    /// <summary>The interpreter's path in the image, ex: <c>/opt/python</c>.</summary>
    [Required]
    public string InterpreterPath { get; set; } = "";

    /// <summary>Whether the image's interpreter is the base's own: then none is added.</summary>
    public bool UseBaseInterpreter { get; set; }

    /// <summary>The application's path in the image, ex: <c>/app</c>.</summary>
    [Required]
    public string AppPath { get; set; } = "";

    /// <summary>Whether the sources of a project that is not a package are the application.</summary>
    public bool IncludeSources { get; set; } = true;

    /// <summary>Files to add. Metadata <c>TargetPath</c>: in the image, absolute or relative to <see cref="AppPath"/>; otherwise <c>Link</c>, or the path below the project.</summary>
    public ITaskItem[] Include { get; set; } = [];

    /// <summary>Files and folders to leave out.</summary>
    public ITaskItem[] Excluded { get; set; } = [];

    /// <summary>Folders in the image that the user may write to.</summary>
    public string[] WritableDirectories { get; set; } = [];

    /// <summary>The owner of those folders, <c>uid:gid</c>.</summary>
    [Required]
    public string User { get; set; } = "";

    /// <summary>Whether bytecode goes in.</summary>
    public bool CompileBytecode { get; set; } = true;

    /// <summary>How many layers at most; 0 for the default.</summary>
    public int LayerBudget { get; set; }

    /// <summary>Seconds since 1970 for every entry's time; empty for the environment's value, or the default.</summary>
    public string SourceDateEpoch { get; set; } = "";

    /// <summary>Whether the start command is to be inferred.</summary>
    public bool InferStart { get; set; } = true;

    /// <summary>The port that an inferred web application serves on; 0 for the default.</summary>
    public int Port { get; set; }

    /// <summary>Whether the layers are only planned and shown: nothing is written.</summary>
    public bool PlanOnly { get; set; }

    /// <summary>The planned layers, bottom to top. Metadata: <c>Kind</c>, <c>Size</c> in bytes (compressed when <c>Reused</c>, else uncompressed), <c>Reused</c>, <c>Distributions</c>.</summary>
    [Output]
    public ITaskItem[] Plan { get; set; } = [];

    /// <summary>The base image's name for messages.</summary>
    public string BaseImage { get; set; } = "";

    /// <inheritdoc/>
    protected override string Stage => "creating the layers";

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var state = new BuildState(StateFolder);
        var platform = state.For(RuntimeIdentifier);
        var request = Request(state, platform);
        var builder = new LayersBuilder(request, new LayerCache(LayerCache.FolderIn(UvTool.Load(state.Uv).CacheFolder)), BuildLog);
        if (PlanOnly)
        {
            Plan = LayerPlanTable.Show(builder.Preview(), Log);
            return Task.CompletedTask;
        }

        WriteStart(request, builder.Staging, platform.Start);
        ConsoleScriptCheck.Run(builder.Staging, request.Project.LocalPackages.Select(package => ProjectReader.NormalisedName(package.Name)).ToHashSet(StringComparer.Ordinal), BuildLog);
        var layers = builder.Build(Cancellation);
        CheckGlibc(layers, platform);
        layers.Save(platform.Layers);
        return Task.CompletedTask;
    }

    // The interpreter and wheels built here are not chosen by platform tags, so the real need is held against the real base.
    private void CheckGlibc(WrittenLayers layers, PlatformState platform)
    {
        var available = File.ReadAllText(platform.Glibc);
        if (available.Length == 0 || layers.Layers.MaxBy(layer => layer.Blob.Glibc) is not { } newest)
            return;
        if (newest.Blob.Glibc > int.Parse(available.Split('.')[1], CultureInfo.InvariantCulture))
            throw LayerErrors.GlibcTooOld(newest.Blob.GlibcFile, newest.Blob.Glibc, BaseImage, "glibc " + available);
    }

    private LayersRequest Request(BuildState state, PlatformState platform)
    {
        var project = ProjectInfo.Load(state.Project);
        var interpreter = Interpreter.Load(state.Interpreter);
        var owner = User.Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new LayersRequest
        {
            Project = project,
            Interpreter = interpreter,
            InterpreterArchive = UseBaseInterpreter ? null : interpreter.Archives[RuntimeIdentifier],
            BaseInterpreter = UseBaseInterpreter ? BaseInterpreters.Find(File.ReadAllLines(platform.BaseInterpreters), interpreter.MinorVersion) : null,
            EnvironmentFolder = platform.Environment,
            Paths = new ImagePaths(InterpreterPath, EnvironmentPath, AppPath),
            AppEntries = [.. Application(project), .. Include.Select(item => Included(item, project.Folder))],
            WritableFolders = [.. WritableDirectories.Select(folder => new DirectoryEntry(InImage(folder), owner[0], owner[1]))],
            CompileBytecode = CompileBytecode,
            Budget = LayerBudget > 0 ? LayerBudget : LayerPlanner.DefaultBudget,
            Time = Time(),
        };
    }

    private IReadOnlyList<LayerEntry> Application(ProjectInfo project)
    {
        if (project.IsPackage || !IncludeSources)
            return [];
        if (project.Requirements?.Script is { } script)
            return [new FileEntry(InImage(Path.GetFileName(script)), script)];
        // Like pyproject.toml, a requirements file may name an index with credentials.
        var excluded = ExcludedPaths.Of(Excluded).Concat(project.Requirements?.Files ?? []).ToHashSet(ExcludedPaths.Comparer);
        return SourceFiles.Entries(project.Folder, AppPath.TrimStart('/'), excluded);
    }

    private void WriteStart(LayersRequest request, StagingEnvironment staging, string file)
    {
        var facts = StartCommandReader.Facts(request.Project, staging, request.AppEntries, request.Paths, Port > 0 ? Port : StartCommandReader.DefaultPort);
        if (!InferStart)
        {
            new StartCommand([], "ContainerAppCommand", StartCommandInference.PortOf(facts)).Save(file);
            return;
        }

        var start = StartCommandInference.Infer(facts);
        BuildLog.Step($"starts with '{string.Join(' ', start.Arguments)}' ({start.Reason}){(start.Port is { } port ? $", port {port}" : "")}");
        start.Save(file);
    }

    private FileEntry Included(ITaskItem item, string projectFolder)
    {
        var source = item.GetMetadata("FullPath");
        var target = new[] { item.GetMetadata("TargetPath"), item.GetMetadata("Link") }.FirstOrDefault(path => path.Length > 0)
            ?? Path.GetRelativePath(projectFolder, source);
        target = target.Replace('\\', '/');
        return target.Split('/').Contains("..")
            ? throw ProjectErrors.InvalidProperty("PyContainerInclude", item.ItemSpec, "it lies outside the project, so it needs a TargetPath in the image.")
            : new FileEntry(InImage(target), source);
    }

    private string InImage(string path) => (path.StartsWith('/') ? path : $"{AppPath}/{path}").Trim('/');

    private static readonly long s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private DateTimeOffset Time()
    {
        var text = SourceDateEpoch.Length > 0 ? SourceDateEpoch : Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH") ?? "";
        if (text.Length == 0)
            return LayerWriter.DefaultTime;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= s_lastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw ProjectErrors.InvalidProperty("SOURCE_DATE_EPOCH", text, "it is a number of seconds since 1970-01-01.");
    }
}
