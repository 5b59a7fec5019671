using System.Net;

namespace PyContainers.Sdk.Tests;

/// <summary>A registry that fails while an image is pushed: one error that says what, where and what to do; and the
/// next publish does not take the image for there.</summary>
public sealed class DestinationFaultTests(PackageFixture package)
{
    private const string Password = "Wr0ng-Gehe1m";

    public enum At
    {
        Read,
        Start,
        Upload,
        Layer,
        Manifest,
    }

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WrongPassword(bool hasTokens)
    {
        using var registry = new ToxicRegistry { Login = "tester:right", HasTokens = hasTokens };
        using var project = Demo(registry)
            .Variable("SDK_CONTAINER_REGISTRY_UNAME", "tester")
            .Variable("SDK_CONTAINER_REGISTRY_PWORD", Password);

        var result = project.Publish("-v:diag");

        ShouldSay(result, registry, "PYC4021", "DOTNET_CONTAINER_REGISTRY_PWORD");
        result.Output.ShouldNotContain(Password);
        project.Variable("SDK_CONTAINER_REGISTRY_PWORD", "right").Publish().ShouldSucceed();
        registry.Has("demo").ShouldBeTrue();
    }

    [Fact]
    public void TokenThatExpiresDuringThePushIsRenewed()
    {
        using var registry = new ToxicRegistry { Login = "tester:right", HasTokens = true };
        var expired = false;
        registry.Fault = request =>
        {
            if (!expired && IsAt(At.Manifest, request))
            {
                registry.ExpireTokens();
                expired = true;
            }

            return null;
        };
        using var project = Demo(registry)
            .Variable("SDK_CONTAINER_REGISTRY_UNAME", "tester")
            .Variable("SDK_CONTAINER_REGISTRY_PWORD", "right");

        project.Publish("-v:diag").ShouldSucceed().Output.ShouldNotContain("T0ken-Gehe1m");

        (registry.Has("demo"), expired).ShouldBe((true, true));
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

    [Fact]
    public void PasswordThatMSBuildLogsIsAWarning()
    {
        using var project = ProjectBuilder.Demo(package).Variable("DOTNET_CONTAINER_REGISTRY_PWORD", Password);

        var result = project.Publish().ShouldSucceed();

        result.HasWarning("PYC4025").ShouldBeTrue();
        result.Output.ShouldNotContain(Password);
    }

    private ProjectBuilder Demo(ToxicRegistry registry) => ProjectBuilder.Demo(package)
        .Property("ContainerArchiveOutputPath", "")
        .Property("ContainerRegistry", registry.Address)
        .Property("ContainerRepository", "demo");

    private static void ShouldSay(BuildResult result, ToxicRegistry registry, string code, string says)
    {
        var error = result.ShouldFailWith(code);
        error.File.ShouldEndWith("demo.pyproj");
        error.Message.ShouldContain($"'{registry.Address}'");
        error.Message.ShouldContain(says);
        result.Errors.ShouldHaveSingleItem();
        result.Output.ShouldNotContain("PYC9");
    }

    private static bool IsAt(At place, HttpListenerRequest request) =>
        (request.HttpMethod, request.Url!.AbsolutePath.Contains("/manifests/")) switch
        {
            ("GET", true) => place == At.Read,
            ("HEAD", _) => place == At.Start,
            ("POST", false) => place == At.Upload,
            ("PATCH" or "PUT", false) => place == At.Layer,
            ("PUT", true) => place == At.Manifest,
            _ => false,
        };
}
