using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks.Tests;

public sealed class CollectInputsTests : IDisposable
{
    private readonly TaskStage _stage = new();

    private static IEnumerable<string> Paths(Microsoft.Build.Framework.ITaskItem[] items) => items.Select(item => item.ItemSpec);

    private string InProject(string path) => Path.Combine(_stage.ProjectFolder, path);

    [Fact]
    public void BeforeTheFirstBuildOnlyTheProjectsFilesAreKnown()
    {
        var inputs = _stage.Done(_stage.CollectInputs());

        Paths(inputs.ProjectFiles).ShouldBe([InProject("pyproject.toml"), InProject("uv.lock")]);
        File.ReadAllText(_stage.State.Settings).ShouldBe("a=1\n");
    }

    [Fact]
    public void AfterARestoreEveryFileThatDecidesIsKnown()
    {
        _stage.Restored().Write("project/.python-version", "3.13\n");
        _stage.Write("project/uv.toml", "");

        var inputs = _stage.Done(_stage.CollectInputs());

        Paths(inputs.ProjectFiles).ShouldBe([InProject("pyproject.toml"), InProject("uv.toml"), InProject("uv.lock"), InProject(".python-version")]);
    }

    [Fact]
    public void PathDependenciesAndTheVersionFileOfTheMemberCountToo()
    {
        _stage.Restored();
        _stage.Write("lib/pyproject.toml", "");
        _stage.Write("project/member/.python-version", "3.13\n");
        var project = ProjectInfo.Load(_stage.State.Project);
        (project with { Folder = InProject("member"), LocalPackages = [new LocalPackage("lib", Path.Combine(_stage.Root, "lib"))] }).Save(_stage.State.Project);

        var files = Paths(_stage.Done(_stage.CollectInputs()).ProjectFiles).ToList();

        files.ShouldContain(Path.Combine(_stage.Root, "lib", "pyproject.toml"));
        files.ShouldContain(InProject("member/.python-version"));
    }

    [Theory]
    [InlineData("project/pyproject.toml")]
    [InlineData("project/uv.lock")]
    [InlineData("project/uv.toml")]
    [InlineData("project/.python-version")]
    [InlineData("uv.toml")]
    [InlineData("pyproject.toml")]
    public void FileThatComesOrGoesMeansAnotherRestore(string path)
    {
        var file = Path.Combine(_stage.Root, path);
        if (!File.Exists(file))
        {
            Restore();
            _stage.Write(path, "");
            _stage.Done(_stage.CollectInputs());
            File.Exists(_stage.State.RestoreStamp).ShouldBeFalse();
        }

        Restore();
        File.Delete(file);
        _stage.Done(_stage.CollectInputs());
        File.Exists(_stage.State.RestoreStamp).ShouldBeFalse();
    }

    [Fact]
    public void LockOfOursIsNoNewFile()
    {
        File.Delete(InProject("uv.lock"));
        Restore();

        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.State.RestoreStamp).ShouldBeTrue();
    }

    [Fact]
    public void IncludedRequirementsThatAreGoneMeanAnotherRestore()
    {
        File.Delete(InProject("pyproject.toml"));
        _stage.Write("project/requirements.txt", "-r more.txt\n");
        _stage.Write("project/more.txt", "tiny==1.0\n");
        Restore();
        Paths(_stage.Done(_stage.CollectInputs()).ProjectFiles).ShouldContain(InProject("more.txt"));
        File.Exists(_stage.State.RestoreStamp).ShouldBeTrue();

        File.Delete(InProject("more.txt"));
        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.State.RestoreStamp).ShouldBeFalse();
    }

    [Fact]
    public void SettingsKeepTheirTimeUnlessTheyChange()
    {
        _stage.Done(_stage.CollectInputs());
        var time = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(_stage.State.Settings, time);

        _stage.Done(_stage.CollectInputs());
        File.GetLastWriteTimeUtc(_stage.State.Settings).ShouldBe(time);

        var changed = _stage.CollectInputs();
        changed.Settings = ["a=2"];
        _stage.Done(changed);
        File.GetLastWriteTimeUtc(_stage.State.Settings).ShouldNotBe(time);
    }

    [Fact]
    public void UvThatIsGoneIsForgotten()
    {
        _stage.Restored();
        File.Delete(_stage.Uv.Path);

        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.State.Uv).ShouldBeFalse();
        File.Exists(_stage.State.Interpreter).ShouldBeTrue();
    }

    [Fact]
    public void InterpretersOfAnEmptiedCacheAreForgotten()
    {
        _stage.Restored();
        Directory.Delete(Path.Combine(_stage.Cache, "python", "archives"), recursive: true);

        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.State.Interpreter).ShouldBeFalse();
    }

    [Fact]
    public void StampsOfADeletedEnvironmentAreForgotten()
    {
        _stage.Staged();
        File.WriteAllText(_stage.Platform.DependenciesStamp, "");
        File.WriteAllText(_stage.Platform.EnvironmentStamp, "");
        Directory.Delete(_stage.Platform.Environment, recursive: true);

        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.Platform.DependenciesStamp).ShouldBeFalse();
        File.Exists(_stage.Platform.EnvironmentStamp).ShouldBeFalse();
    }

    [Fact]
    public void LayersOfAnEmptiedCacheAreForgotten()
    {
        _stage.Staged();
        _stage.Done(_stage.CreateLayers());
        File.Delete(WrittenLayers.Load(_stage.Platform.Layers).Layers[0].Blob.Path);

        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.Platform.Layers).ShouldBeFalse();
    }

    public static TheoryData<string> StateFiles() => [nameof(BuildState.Uv), nameof(BuildState.Interpreter), nameof(BuildState.Project), "Layers"];

    [Theory]
    [MemberData(nameof(StateFiles))]
    public void DamagedStateIsMadeAnew(string name)
    {
        _stage.Staged();
        _stage.Done(_stage.CreateLayers());
        var file = name switch
        {
            nameof(BuildState.Uv) => _stage.State.Uv,
            nameof(BuildState.Interpreter) => _stage.State.Interpreter,
            nameof(BuildState.Project) => _stage.State.Project,
            _ => _stage.Platform.Layers,
        };
        File.WriteAllText(file, "{ half");

        _stage.Done(_stage.CollectInputs());

        File.Exists(file).ShouldBeFalse();
    }

    public void Dispose() => _stage.Dispose();

    // As the target does.
    private void Restore()
    {
        _stage.Restored();
        File.WriteAllText(_stage.State.RestoreStamp, "");
    }
}
