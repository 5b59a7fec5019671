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

    [Fact]
    public void CacheOfTheFleetThatCannotBeAskedIsOneLine()
    {
        // The fake SDK has no client of registries that could be used.
        _stage.Done(Find("", "registry.test/cache"));

        _stage.Engine.Warnings.ShouldBeEmpty();
        _stage.Engine.Lines.Where(line => line.Contains("cache 'registry.test/cache'", StringComparison.Ordinal))
            .ShouldHaveSingleItem().ShouldContain("is not used in this build");
        _stage.Platform.Found.TryRead()!.Layers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cache")]
    [InlineData("registry.test/cache:tag")]
    public void CacheOfTheFleetIsARepository(string cache) =>
        _stage.Failed(Find("", cache)).Code.ShouldBe("PYC2014");

    public void Dispose() => _stage.Dispose();

    private FindDependencies Find(string image, string fleet = "") => new()
    {
        StateFolder = _stage.StateFolder,
        RuntimeIdentifiers = [TaskStage.Rid],
        CacheFrom = image.Length > 0 ? $"registry.test/{image}:v1" : "",
        CacheRepository = fleet,
        Publishes = true,
        ContainersAssembly = Repository.FakeSdkContainers,
        RuntimeIdentifierGraphPath = "graph.json",
    };
}
