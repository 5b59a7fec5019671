using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks.Tests;

/// <summary>A project, a fake uv and a build's state: what the tasks of one publish share.</summary>
public sealed class TaskStage : IDisposable
{
    public const string Rid = "linux-x64";

    private readonly TestDirectory _root = new();

    public TaskStage()
    {
        Uv = new FakeUv(_root.Folder("uv"));
        StateFolder = _root.Folder("obj/pycontainer");
        Cache = _root.Folder("cache");
        ProjectFolder = _root.Folder("project");
        _root.Write("project/pyproject.toml", ProjectBuilder.Pyproject());
        _root.Write("project/uv.lock", ProjectBuilder.Lock("tiny", "1.0"));
        _root.Write("project/src/demo/__init__.py", "def main():\n    pass\n");
    }

    public FakeUv Uv { get; }

    public RecordingBuildEngine Engine { get; private set; } = new();

    public string StateFolder { get; }

    public string Cache { get; }

    public string ProjectFolder { get; }

    public string Root => _root.Path;

    internal BuildState State => new(StateFolder);

    internal PlatformState Platform => State.For(Rid);

    public string Write(string path, string text) => _root.Write(path, text);

    /// <summary>Runs a task with an engine of its own.</summary>
    public bool Run(PyContainerTask task)
    {
        Engine.Dispose();
        task.BuildEngine = Engine = new RecordingBuildEngine();
        using (task)
            return task.Execute();
    }

    /// <summary>Runs a task that must succeed.</summary>
    public T Done<T>(T task)
        where T : PyContainerTask =>
        Run(task) && Engine.Errors.Count == 0
            ? task
            : throw new InvalidOperationException($"{typeof(T).Name} failed:\n{string.Join('\n', Engine.Lines)}");

    /// <summary>Runs a task that must fail with one error.</summary>
    public BuildErrorEventArgs Failed(PyContainerTask task) =>
        Run(task)
            ? throw new InvalidOperationException(
                $"{task.GetType().Name} succeeded:\n{string.Join('\n', Engine.Lines)}"
            )
            : Engine.OnlyError;

    public ProvisionUv ProvisionUv() => new() { StateFolder = StateFolder, CacheFolder = Cache, UvPath = Uv.Path };

    public RestoreProject RestoreProject() =>
        new()
        {
            StateFolder = StateFolder,
            ProjectFolder = ProjectFolder,
            RuntimeIdentifiers = [Rid],
        };

    public SyncDependencies SyncDependencies() => new() { StateFolder = StateFolder, RuntimeIdentifier = Rid };

    public SyncLocalPackages SyncLocalPackages() => new() { StateFolder = StateFolder, RuntimeIdentifier = Rid };

    public CollectInputs CollectInputs() =>
        new()
        {
            StateFolder = StateFolder,
            ProjectFolder = ProjectFolder,
            RuntimeIdentifiers = [Rid],
            Settings = ["a=1"],
        };

    public CollectSources CollectSources() =>
        new() { StateFolder = StateFolder, Excluded = [new TaskItem(Path.Combine(Root, "obj"))] };

    public CreateLayers CreateLayers() => new()
    {
        StateFolder = StateFolder,
        RuntimeIdentifier = Rid,
        EnvironmentPath = "/app/.venv",
        InterpreterPath = "/opt/python",
        AppPath = "/app",
        User = "1654:1654",
        CompileBytecode = false,
    };

    public ReadBaseImage ReadBaseImage(string? layout = null) => new()
    {
        StateFolder = StateFolder,
        RuntimeIdentifiers = [Rid],
        LayoutFolder = layout ?? TinyBaseImage.Write(_root["base"]),
        BaseName = "base",
        DisplayName = "base",
        ContainersAssembly = "unused.dll",
        RuntimeIdentifierGraphPath = "unused.json",
    };

    public ComposeImage ComposeImage() => new()
    {
        StateFolder = StateFolder,
        RuntimeIdentifier = Rid,
        BaseImage = "base",
        EnvironmentPath = "/app/.venv",
        User = "1654:1654",
        SetEntrypoint = true,
    };

    public ServeImage ServeImage() => new()
    {
        StateFolder = StateFolder,
        RuntimeIdentifiers = [Rid],
        LayoutFolder = _root["base"],
        BaseName = "base",
        DisplayName = "base",
        ContainersAssembly = "unused.dll",
        RuntimeIdentifierGraphPath = "unused.json",
    };

    /// <summary>Has everything up to the lock and the base done.</summary>
    public TaskStage Restored()
    {
        Done(ProvisionUv());
        Done(ReadBaseImage());
        Done(RestoreProject());
        return this;
    }

    /// <summary>Has the environment filled too.</summary>
    public TaskStage Staged()
    {
        Restored();
        Done(SyncDependencies());
        Done(SyncLocalPackages());
        return this;
    }

    public void Dispose()
    {
        Engine.Dispose();
        _root.Dispose();
    }
}
