namespace PyContainers.Sdk.Tests;

/// <summary>A registry that fails while an image is pushed: one error that says what, where and what to do; and the
/// next publish does not take the image for there.</summary>
public sealed class DestinationFaultTests(PackageFixture package) : DestinationTests(package)
{
    [Theory]
    [InlineData(At.Upload, 403, "PYC4021", "403 Forbidden")]
    [InlineData(At.Upload, 404, "PYC4024", "Create the repository")]
    [InlineData(At.Layer, 413, "PYC4024", "413")]
    [InlineData(At.Upload, 429, "PYC4023", "429 Too Many Requests")]
    [InlineData(At.Start, 500, "PYC4023", "500 Internal Server Error")]
    [InlineData(At.Layer, 502, "PYC4023", "502 Bad Gateway")]
    [InlineData(At.Upload, 503, "PYC4023", "503 Service Unavailable")]
    [InlineData(At.Layer, 0, "PYC4023", "Publish again")]
    [InlineData(At.Layer, 200, "PYC4023", "200 OK")]
    [InlineData(At.Manifest, 201, "PYC4026", "has no such manifest")]
    [InlineData(At.Manifest, 500, "PYC4023", "500 Internal Server Error")]
    [InlineData(At.Manifest, 400, "PYC4022", "set ContainerImageFormat to Docker")]
    [InlineData(At.Manifest, 415, "PYC4022", "set ContainerImageFormat to Docker")]
    public void FaultIsToldAndOver(At place, int status, string code, string says)
    {
        using var registry = new ToxicRegistry
        {
            Fault = request => IsAt(place, request) ? new ToxicAnswer(status) : null,
        };
        using var project = Demo(registry);

        ShouldSay(project.Publish(), registry, code, says);
        registry.Has("demo").ShouldBeFalse();

        registry.Fault = _ => null;
        var next = project.Publish().ShouldSucceed();
        next.Output.ShouldNotContain("unchanged, nothing sent");
        registry.Has("demo").ShouldBeTrue();
        project.Publish().Output.ShouldContain("unchanged, nothing sent");
    }

    [Fact]
    public void RegistryWithoutOciTypesTakesDockers()
    {
        using var registry = new ToxicRegistry
        {
            Fault = request => request.ContentType?.Contains("vnd.oci") == true && IsAt(At.Manifest, request)
                ? new ToxicAnswer(415, "MANIFEST_INVALID")
                : null,
        };
        using var project = Demo(registry);

        ShouldSay(project.Publish(), registry, "PYC4022", "ContainerImageFormat");

        project.Publish("-p:ContainerImageFormat=Docker").ShouldSucceed();
        registry.Has("demo").ShouldBeTrue();
    }
}
