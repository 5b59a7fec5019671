namespace PyContainers.Sdk.Tests;

/// <summary>One published project; each test changes something and publishes again.</summary>
public sealed class IncrementalTests : IClassFixture<IncrementalTests.PublishedDemo>
{
    private const string Restore = "RestorePyContainer", Tools = "_PyContainerInstallTools";
    private const string Dependencies = "_PyContainerSyncDependencies", Local = "_PyContainerSyncLocalPackages";
    private const string Layers = "CreatePyContainerLayers", Provision = "ProvisionPyContainer";

    private static readonly string[] s_stages = [Provision, Restore, Tools, Dependencies, Local, Layers];

    private readonly ProjectBuilder _project;

    public IncrementalTests(PublishedDemo published)
    {
        _project = published.Project;
        _project.Uv.Forget();
    }

    public static TheoryData<string, string[]> Changes() => new()
    {
        { "nothing", [] },
        { "a source file", [Local, Layers] },
        { "a source file with an old time", [Local, Layers] },
        { "a data file with an old time", [Local, Layers] },
        { "a new time of every file", [] },
        { "a new source file", [Local, Layers] },
        { "a deleted source file", [Local, Layers] },
        { "pyproject.toml", [Restore, Tools, Dependencies, Local, Layers] },
        { "uv.lock", [Restore, Dependencies, Local, Layers] },
        { "a deleted uv.lock", [Restore, Dependencies, Local, Layers] },
        { "a new .python-version", [Restore, Dependencies, Local, Layers] },
        { "a deleted .python-version", [Restore, Dependencies, Local, Layers] },
        { "a new uv.toml above", [Restore, Tools, Dependencies, Local, Layers] },
        { "a deleted uv.toml", [Restore, Tools, Dependencies, Local, Layers] },
        { "a property", [Provision, Restore, Tools, Dependencies, Local, Layers] },
        { "an item", [Provision, Restore, Tools, Dependencies, Local, Layers] },
        { "the start command", [Provision, Restore, Tools, Dependencies, Local, Layers] },
        { "a label", [] },
        { "a file in the output folder", [] },
        { "an emptied layer cache", [Layers] },
        { "a deleted environment", [Dependencies, Local, Layers] },
        { "an emptied interpreter cache", [Restore, Tools, Dependencies, Local, Layers] },
        { "a damaged state file", [Restore, Tools, Dependencies, Local, Layers] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void ChangeRunsExactlyWhatItConcerns(string change, string[] stages)
    {
        Make(change);

        var result = _project.Publish().ShouldSucceed();

        result.TargetsRan(s_stages).ShouldBe(stages);
        if (stages is [] or [Layers])
            _project.Uv.Calls.ShouldBeEmpty();
        var written = Written();
        _project.Publish().ShouldSucceed().TargetsRan(s_stages).ShouldBeEmpty();
        Written().ShouldBe(written);
    }

    [Fact]
    public void QuestionIsAnsweredByTheStamps()
    {
        string[] question = ["-t:CreatePyContainerLayers", "-question"];
        _project.Publish().ShouldSucceed();
        _project.MSBuild([.. question, "-p:Configuration=Release"]).ShouldSucceed();

        Make("a source file");

        _project.MSBuild([.. question, "-p:Configuration=Release"]).Succeeded.ShouldBeFalse();
    }

    private string Cache => Path.Combine(_project.Folder, "..", "cache", "pycontainers");

    // Every file of ours, with the time it was written.
    private List<string> Written() =>
        [
            .. new[] { _project.State, Cache }
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                .Select(file => $"{file} {File.GetLastWriteTimeUtc(file).Ticks}")
                .Order(StringComparer.Ordinal),
        ];

    private void Make(string change)
    {
        var extra = Path.Combine(_project.Folder, "src", "demo", "extra.py");
        switch (change)
        {
            case "a source file":
                _project.File("src/demo/__init__.py", $"def main():\n    print('{Guid.NewGuid()}')\n");
                break;
            case "a new source file":
                _project.File($"src/demo/m{Guid.NewGuid():N}.py", "");
                break;
            case "a deleted source file" or "a deleted uv.lock" or "a deleted .python-version" or "a deleted uv.toml":
                var name = change["a deleted ".Length..];
                var file = name == "source file" ? extra : Path.Combine(_project.Folder, name);
                if (!File.Exists(file))
                    File.WriteAllText(file, "");
                _project.Publish().ShouldSucceed();
                File.Delete(file);
                break;
            case "pyproject.toml" or "uv.lock":
                var manifest = Path.Combine(_project.Folder, change);
                File.AppendAllText(manifest, $"# {Guid.NewGuid()}\n");
                File.SetLastWriteTimeUtc(manifest, DateTime.UnixEpoch);
                break;
            case "a source file with an old time":
                _project.File("src/demo/__init__.py", $"def main():\n    print('{Guid.NewGuid()}')\n");
                File.SetLastWriteTimeUtc(Path.Combine(_project.Folder, "src/demo/__init__.py"), DateTime.UnixEpoch);
                break;
            case "a data file with an old time":
                _project.File("src/demo/ca.pem", "1");
                _project.Publish().ShouldSucceed();
                _project.File("src/demo/ca.pem", "2");
                File.SetLastWriteTimeUtc(Path.Combine(_project.Folder, "src/demo/ca.pem"), DateTime.UnixEpoch);
                break;
            case "a new time of every file":
                foreach (var path in new[] { "pyproject.toml", "uv.lock", "src/demo/__init__.py" })
                    File.SetLastWriteTimeUtc(Path.Combine(_project.Folder, path), DateTime.UtcNow.AddMinutes(1));
                break;
            case "a new .python-version":
                _project.File(".python-version", "3.13\n");
                break;
            case "a new uv.toml above":
                File.WriteAllText(Path.Combine(_project.Folder, "..", "uv.toml"), $"# {Guid.NewGuid()}\n");
                break;
            case "a damaged state file":
                File.WriteAllText(Path.Combine(_project.State, "interpreter.json"), "{ half");
                break;
            case "a property":
                _project.Property("PyContainerLayerBudget", "9");
                break;
            case "an item":
                _project.Item("""<PyContainerWritableDirectory Include="data" />""");
                break;
            case "the start command":
                _project.Item("""<ContainerAppCommand Include="python;-V" />""");
                break;
            case "a label":
                _project.Item("""<ContainerLabel Include="some" Value="label" />""");
                break;
            case "a file in the output folder":
                _project.File("bin/Release/some.py", "");
                break;
            case "an emptied layer cache":
                Directory.Delete(Path.Combine(Cache, "layers"), recursive: true);
                break;
            case "a deleted environment":
                Directory.Delete(Path.Combine(_project.State, "linux-x64", "env"), recursive: true);
                break;
            case "an emptied interpreter cache":
                Directory.Delete(Path.Combine(Cache, "python"), recursive: true);
                break;
            case "nothing":
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change, "is not made");
        }
    }

    public sealed class PublishedDemo : IDisposable
    {
        public PublishedDemo(PackageFixture package)
        {
            Project = ProjectBuilder.Demo(package).Property("ContainerRuntimeIdentifier", "linux-x64");
            Project.Publish().ShouldSucceed();
        }

        public ProjectBuilder Project { get; }

        public void Dispose() => Project.Dispose();
    }
}
