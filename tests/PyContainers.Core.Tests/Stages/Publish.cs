using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Layers;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Stages;

/// <summary>A project, a fake uv and a build's state: what the stages of one publish share.</summary>
internal sealed class Publish : IDisposable
{
    public const string Rid = "linux-x64";

    private readonly TestDirectory _root = new();

    public Publish()
    {
        Uv = new FakeUv(_root.Folder("uv"));
        State = new BuildState(_root.Folder("obj/pycontainer"));
        Cache = _root.Folder("cache");
        ProjectFolder = _root.Folder("project");
        _root.Write("project/pyproject.toml", ProjectBuilder.Pyproject());
        _root.Write("project/uv.lock", ProjectBuilder.Lock("tiny", "1.0"));
        _root.Write("project/src/demo/__init__.py", "def main():\n    pass\n");
        State.Uv.Write(new UvTool(Uv.Path, "0.13.8", Cache, Kit: null));
    }

    public FakeUv Uv { get; }

    public RecordingLog Log { get; } = new();

    public BuildState State { get; }

    public PlatformState Platform => State.For(Rid);

    public string Cache { get; }

    public string ProjectFolder { get; }

    public string Root => _root.Path;

    public ReadBaseImageOptions ReadBaseImageOptions { get; } =
        new() { RuntimeIdentifiers = [Rid], DisplayName = "base" };

    public RestoreProjectOptions RestoreProjectOptions =>
        new() { ProjectFolder = ProjectFolder, RuntimeIdentifiers = [Rid] };

    public FillEnvironmentOptions FillEnvironmentOptions { get; } = new(Rid, "", [], []);

    public LayersOptions LayersOptions { get; } = new()
    {
        RuntimeIdentifier = Rid,
        Paths = new ImagePaths(),
        User = "1654:1654",
        CompileBytecode = false,
    };

    public ComposeImageOptions ComposeImageOptions { get; } = new()
    {
        RuntimeIdentifier = Rid,
        BaseImage = "base",
        EnvironmentPath = "/app/.venv",
        User = "1654:1654",
        SetEntrypoint = true,
    };

    public string Write(string path, string text) => _root.Write(path, text);

    public string ReadBaseImage(ReadBaseImageOptions? options = null, string? layout = null)
    {
        var source = new LayoutSource(layout ?? TinyBaseImage.Write(_root["base"]));
        return new ReadBaseImageStage(State, options ?? ReadBaseImageOptions, source, Log).Run(default);
    }

    public void RestoreProject(RestoreProjectOptions? options = null) =>
        new RestoreProjectStage(State, options ?? RestoreProjectOptions, Log).RunAsync(default)
            .GetAwaiter().GetResult();

    public IReadOnlyList<string> CollectInputs(params string[] settings) =>
        new CollectInputsStage(State, new CollectInputsOptions(ProjectFolder, [Rid], settings, [])).Run();

    public IReadOnlyList<string> CollectSources(params string[] included) =>
        new CollectSourcesStage(State, ExcludedPaths.None, included).Run();

    public void SyncDependencies(FillEnvironmentOptions? options = null) =>
        new FillEnvironmentStage(State, options ?? FillEnvironmentOptions, Log).DependenciesAsync(default)
            .GetAwaiter().GetResult();

    public void SyncLocalPackages() =>
        new FillEnvironmentStage(State, FillEnvironmentOptions, Log).LocalPackagesAsync(default)
            .GetAwaiter().GetResult();

    public void WriteLayers(
        LayersOptions? layers = null, ChooseStartOptions? start = null, FindLayer? elsewhere = null) =>
        new WriteLayersStage(
                State, new(layers ?? LayersOptions, start ?? new(), CacheMegabytes: 10_000), elsewhere, Log)
            .Run(default);

    public void ComposeImage(ComposeImageOptions? options = null) =>
        new ComposeImageStage(State, options ?? ComposeImageOptions).Run();

    /// <summary>Has everything up to the lock and the base done.</summary>
    public Publish Restored()
    {
        ReadBaseImage();
        RestoreProject();
        return this;
    }

    /// <summary>Has the same done as the targets do it, which leave stamps.</summary>
    public void Stamped()
    {
        Restored();
        File.WriteAllText(State.UvStamp, "");
        File.WriteAllText(State.RestoreStamp, "");
    }

    /// <summary>Has the environment filled too.</summary>
    public Publish Staged()
    {
        Restored();
        SyncDependencies();
        SyncLocalPackages();
        return this;
    }

    /// <summary>Has the image composed too.</summary>
    public Publish Composed()
    {
        Staged();
        WriteLayers();
        ComposeImage();
        return this;
    }

    public void Dispose() => _root.Dispose();
}
