using PyContainers.Core.Layers;
using PyContainers.Core.Projects;

namespace PyContainers.Tasks.Tests;

public sealed class CollectInputsTests : IDisposable
{
    private readonly TaskStage _stage = new();

    private static IEnumerable<string> Paths(Microsoft.Build.Framework.ITaskItem[] items) =>
        items.Select(item => item.ItemSpec);

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

        Paths(inputs.ProjectFiles)
            .ShouldBe([
                InProject("pyproject.toml"),
                InProject("uv.toml"),
                InProject("uv.lock"),
                InProject(".python-version"),
            ]);
    }

    [Fact]
    public void PathDependenciesAndTheVersionFileOfTheMemberCountToo()
    {
        _stage.Restored();
        _stage.Write("lib/pyproject.toml", "");
        _stage.Write("project/member/.python-version", "3.13\n");
        var project = ProjectInfo.Load(_stage.State.Project);
        var library = new LocalPackage("lib", Path.Combine(_stage.Root, "lib"));
        (project with { Folder = InProject("member"), LocalPackages = [library] }).Save(_stage.State.Project);

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
        Restore();
        File.Delete(_stage.Uv.Path);

        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.State.Uv).ShouldBeFalse();
        File.Exists(_stage.State.UvStamp).ShouldBeFalse();
        File.Exists(_stage.State.RestoreStamp).ShouldBeTrue();
        File.Exists(_stage.State.Interpreter).ShouldBeTrue();
    }

    [Fact]
    public void InterpretersOfAnEmptiedCacheAreForgotten()
    {
        Restore();
        Directory.Delete(Path.Combine(_stage.Cache, "python", "archives"), recursive: true);

        _stage.Done(_stage.CollectInputs());

        File.Exists(_stage.State.Interpreter).ShouldBeFalse();
        File.Exists(_stage.State.RestoreStamp).ShouldBeFalse();
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

    public static TheoryData<string, string, string?> StateFiles()
    {
        var data = new TheoryData<string, string, string?>();
        foreach (var text in new[] { "{ half", null })
        {
            data.Add("uv.json", "uv.stamp", text);
            data.Add("interpreter.json", "restore.stamp", text);
            data.Add("project.json", "restore.stamp", text);
            data.Add("linux-x64/layers.json", "linux-x64/layers.json", text);
        }

        return data;
    }

    // The stamp is all that a target is skipped by.
    [Theory]
    [MemberData(nameof(StateFiles))]
    public void DamagedOrMissingStateIsMadeAnew(string name, string stamp, string? text)
    {
        _stage.Staged();
        _stage.Done(_stage.CreateLayers());
        Restore();
        var file = Path.Combine(_stage.StateFolder, name);
        File.Delete(file);
        if (text is not null)
            File.WriteAllText(file, text);

        _stage.Done(_stage.CollectInputs());

        File.Exists(file).ShouldBeFalse();
        File.Exists(Path.Combine(_stage.StateFolder, stamp)).ShouldBeFalse();
    }

    public void Dispose() => _stage.Dispose();

    // As the targets do.
    private void Restore()
    {
        _stage.Restored();
        File.WriteAllText(_stage.State.UvStamp, "");
        File.WriteAllText(_stage.State.RestoreStamp, "");
    }
}
