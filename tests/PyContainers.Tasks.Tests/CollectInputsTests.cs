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

    public void Dispose() => _stage.Dispose();
}
