namespace PyContainers.Sdk.Tests;

/// <summary>A registry that fails once, tells half or something else, or is slow: the image is there in the end, and
/// never half of one.</summary>
public sealed class DestinationLapseTests(PackageFixture package) : DestinationTests(package)
{
    // Whether the .NET SDK tries again is its business: the image is there, or the user is told.
    [Theory]
    [InlineData(At.Start, 429)]
    [InlineData(At.Upload, 503)]
    [InlineData(At.Layer, 0)]
    [InlineData(At.Layer, 502)]
    [InlineData(At.Manifest, 503)]
    public void FaultThatPassesLeavesNoHalfAnImage(At place, int status)
    {
        var times = 0;
        using var registry = new ToxicRegistry
        {
            Fault = request =>
                IsAt(place, request) && Interlocked.Increment(ref times) == 1 ? new ToxicAnswer(status) : null,
        };
        using var project = Demo(registry);

        var first = project.Publish();

        times.ShouldBeGreaterThan(0);
        registry.Has("demo").ShouldBe(first.Succeeded);
        if (!first.Succeeded)
        {
            ShouldSay(first, registry, "PYC4023", "Publish again");
            project.Publish().ShouldSucceed();
        }

        registry.Has("demo").ShouldBeTrue();
    }

    [Theory]
    [InlineData(At.Read, 200)]
    [InlineData(At.Upload, 202)]
    [InlineData(At.Manifest, 201)]
    public void AnswerThatIsCutIsBelievedByNobody(At place, int status)
    {
        using var registry = new ToxicRegistry
        {
            Fault = request => IsAt(place, request) ? new ToxicAnswer(status, IsCut: true) : null,
        };
        using var project = Demo(registry);

        var first = project.Publish();

        registry.Has("demo").ShouldBe(first.Succeeded);
        if (!first.Succeeded)
            ShouldSay(first, registry, "PYC4023", "Publish again");
        registry.Fault = _ => null;
        project.Publish().ShouldSucceed();
        registry.Has("demo").ShouldBeTrue();
    }

    [Fact]
    public void SlowRegistryGetsTheImage()
    {
        using var registry = new ToxicRegistry { Delay = TimeSpan.FromSeconds(1) };
        using var project = Demo(registry);

        project.Publish().ShouldSucceed();

        registry.Has("demo").ShouldBeTrue();
        project.Publish().ShouldSucceed().Output.ShouldContain("unchanged, nothing sent");
    }

    [Fact]
    public void WrongDigestHeaderMakesNoOtherImage()
    {
        using var registry = new ToxicRegistry { ClaimedDigest = "sha256:" + new string('0', 64) };
        using var project = Demo(registry);

        var first = project.Publish();

        if (!first.Succeeded)
            first.Errors.ShouldHaveSingleItem().Code.ShouldStartWith("PYC4");
        registry.ClaimedDigest = null;
        project.Publish().ShouldSucceed();
        registry.Has("demo").ShouldBeTrue();
    }
}
