namespace PyContainers.Tasks.Tests;

public sealed class FindDependenciesTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Restored();

    [Theory]
    [InlineData("refused", "CONTAINER1016")]
    [InlineData("nowhere", "Name or service not known")]
    public void ImageThatCannotBeReadIsAWarningAndAskedForAgain(string image, string reason)
    {
        _stage.Done(Find(image));

        var warning = _stage.Engine.Warnings.Single();
        warning.Code.ShouldBe("PYC4002");
        warning.Message!.ShouldContain($"'registry.test/{image}:v1'");
        warning.Message!.ShouldContain(reason);
        var key = _stage.Platform.Found.TryRead()!.Key;

        _stage.Done(Find(image));
        _stage.Engine.Warnings.Single().Code.ShouldBe("PYC4002");

        _stage.Done(Find("missing"));
        _stage.Engine.Warnings.ShouldBeEmpty();
        _stage.Platform.Found.TryRead()!.Key.ShouldBe(key);
    }

    [Fact]
    public void ImageThatIsNotThereIsOneLineAndNotAskedForAgain()
    {
        _stage.Done(Find("missing"));
        _stage.Engine.Warnings.ShouldBeEmpty();
        _stage.Engine.Lines.ShouldContain(line =>
            line.Contains("no image with these dependencies", StringComparison.Ordinal)
        );

        _stage.Done(Find("refused"));
        _stage.Engine.Warnings.ShouldBeEmpty();
    }

    public void Dispose() => _stage.Dispose();

    private FindDependencies Find(string image) => new()
    {
        StateFolder = _stage.StateFolder,
        RuntimeIdentifiers = [TaskStage.Rid],
        CacheFrom = $"registry.test/{image}:v1",
        ContainersAssembly = Repository.FakeSdkContainers,
        RuntimeIdentifierGraphPath = "graph.json",
    };
}
