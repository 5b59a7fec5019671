namespace PyContainers.Sdk.Tests;

/// <summary>A registry that wants a login, and what becomes of the password.</summary>
public sealed class DestinationLoginTests(PackageFixture package) : DestinationTests(package)
{
    private const string Password = "Wr0ng-Gehe1m";

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
    public void PasswordThatMSBuildLogsIsAWarning()
    {
        using var project = ProjectBuilder.Demo(Package).Variable("DOTNET_CONTAINER_REGISTRY_PWORD", Password);

        var result = project.Publish().ShouldSucceed();

        result.HasWarning("PYC4025").ShouldBeTrue();
        result.Output.ShouldNotContain(Password);
    }
}
