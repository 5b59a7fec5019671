using PyContainers.Core.Projects;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class CollectInputsStageTests : IDisposable
{
    private readonly Publish _publish = new();

    private string InProject(string path) => Path.GetFullPath(path, _publish.ProjectFolder);

    [Fact]
    public void BeforeTheFirstBuildOnlyTheProjectsFilesAreKnown()
    {
        _publish.CollectInputs("a=1").ShouldBe([InProject("pyproject.toml"), InProject("uv.lock")]);
        File.ReadAllText(_publish.State.Settings).ShouldBe("a=1\n");
    }

    [Fact]
    public void AfterARestoreEveryFileThatDecidesIsKnown()
    {
        _publish.Restored().Write("project/.python-version", "3.13\n");
        _publish.Write("project/uv.toml", "");

        _publish.CollectInputs().ShouldBe(
        [
            InProject("pyproject.toml"), InProject("uv.toml"), InProject("uv.lock"), InProject(".python-version"),
        ]);
    }

    [Fact]
    public void PathDependenciesAndTheVersionFileOfTheMemberCountToo()
    {
        _publish.Restored();
        _publish.Write("lib/pyproject.toml", "");
        _publish.Write("project/member/.python-version", "3.13\n");
        var project = _publish.State.Project.Read();
        var library = new LocalPackage("lib", Path.Combine(_publish.Root, "lib"));
        _publish.State.Project.Write(project with { Folder = InProject("member"), LocalPackages = [library] });

        var files = _publish.CollectInputs();

        files.ShouldContain(Path.Combine(_publish.Root, "lib", "pyproject.toml"));
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
        var file = Path.Combine(_publish.Root, path);
        if (!File.Exists(file))
        {
            _publish.Stamped();
            _publish.Write(path, "");
            _publish.CollectInputs();
            File.Exists(_publish.State.RestoreStamp).ShouldBeFalse();
        }

        _publish.Stamped();
        File.Delete(file);
        _publish.CollectInputs();
        File.Exists(_publish.State.RestoreStamp).ShouldBeFalse();
    }

    [Theory]
    [InlineData("project/pyproject.toml", "# 1\n")]
    [InlineData("project/uv.lock", "# 1\n")]
    [InlineData("project/uv.toml", "# 1\n")]
    [InlineData("project/.python-version", "3.13")]
    [InlineData("project/wheels/tiny-1.0-py3-none-any.whl", "1")]
    [InlineData("project/linked/tiny-2.0-py3-none-any.whl", "1")]
    public void NewContentWithTheOldTimeMeansAnotherRestore(string path, string more)
    {
        _publish.Write("project/uv.toml", "");
        _publish.Write("project/.python-version", "3.13\n");
        _publish.Write("project/wheels/tiny-1.0-py3-none-any.whl", "0");
        _publish.Write("project/linked/tiny-2.0-py3-none-any.whl", "0");
        _publish.Write("project/pyproject.toml", ProjectBuilder.Pyproject()
            + "[tool.uv]\nfind-links = [\"linked\"]\n"
            + "[tool.uv.sources]\ntiny = { path = \"./wheels/tiny-1.0-py3-none-any.whl\" }\n");
        _publish.Stamped();
        _publish.CollectInputs();
        File.Exists(_publish.State.RestoreStamp).ShouldBeTrue();
        var file = Path.Combine(_publish.Root, path);
        var time = File.GetLastWriteTimeUtc(file);

        File.AppendAllText(file, more);
        File.SetLastWriteTimeUtc(file, time);
        _publish.CollectInputs();

        File.Exists(_publish.State.RestoreStamp).ShouldBeFalse();
    }

    [Fact]
    public void NewTimeAloneMeansNone()
    {
        _publish.Stamped();
        File.SetLastWriteTimeUtc(InProject("uv.lock"), DateTime.UtcNow.AddHours(1));

        _publish.CollectInputs();

        File.Exists(_publish.State.RestoreStamp).ShouldBeTrue();
    }

    [Fact]
    public void LockOfOursIsNoNewFile()
    {
        File.Delete(InProject("uv.lock"));
        _publish.Stamped();

        _publish.CollectInputs();

        File.Exists(_publish.State.RestoreStamp).ShouldBeTrue();
    }

    [Fact]
    public void IncludedRequirementsThatAreGoneMeanAnotherRestore()
    {
        File.Delete(InProject("pyproject.toml"));
        _publish.Write("project/requirements.txt", "-r more.txt\n");
        _publish.Write("project/more.txt", "tiny==1.0\n");
        _publish.Stamped();
        _publish.CollectInputs().ShouldContain(InProject("more.txt"));
        File.Exists(_publish.State.RestoreStamp).ShouldBeTrue();

        File.Delete(InProject("more.txt"));
        _publish.CollectInputs();

        File.Exists(_publish.State.RestoreStamp).ShouldBeFalse();
    }

    [Fact]
    public void SettingsKeepTheirTimeUnlessTheyChange()
    {
        _publish.CollectInputs("a=1");
        var time = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(_publish.State.Settings, time);

        _publish.CollectInputs("a=1");
        File.GetLastWriteTimeUtc(_publish.State.Settings).ShouldBe(time);

        _publish.CollectInputs("a=2");
        File.GetLastWriteTimeUtc(_publish.State.Settings).ShouldNotBe(time);
    }

    [Fact]
    public void KitThatIsReplacedInItsPlaceIsAnotherSetting()
    {
        var kit = Path.Combine(_publish.Root, "kit");
        var options = new CollectInputsOptions(_publish.ProjectFolder, [Publish.Rid], ["a=1"], [], kit);
        _publish.Write("kit/kit.json", "one");
        new CollectInputsStage(_publish.State, options).Run();
        var before = File.ReadAllText(_publish.State.Settings);

        _publish.Write("kit/kit.json", "two");
        new CollectInputsStage(_publish.State, options).Run();

        before.ShouldStartWith("a=1\nkit=sha256:");
        File.ReadAllText(_publish.State.Settings).ShouldNotBe(before);
    }

    public void Dispose() => _publish.Dispose();
}
