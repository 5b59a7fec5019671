namespace PyContainers.Sdk.Tests;

public sealed class HealthTests(PackageFixture package)
{
    [Theory]
    [InlineData("Docker", 1)]
    [InlineData("OCI", 0)]
    public void CommandIsALabelAndSaysSoWhereACheckWouldRun(string format, int warnings)
    {
        using var project = ProjectBuilder
            .Demo(package)
            .Item("""<PyContainerHealthCommand Include="demo;--check;a b" />""");

        var result = project.Publish($"-p:ContainerImageFormat={format}").ShouldSucceed();

        result.Warnings.Select(warning => warning.Code).ShouldBe(Enumerable.Repeat("PYC3004", warnings));
        ImageArchive.Read(project.Archive).Labels["dev.pycontainers.health"].ShouldBe("""["demo","--check","a b"]""");
    }

    // When this fails, the SDK has learned it: then PyContainerHealthCommand can be a real health check, and PYC3004
    // can go.
    [Theory]
    [InlineData("Docker")]
    [InlineData("OCI")]
    public void SdkDropsTheBasesHealthcheck(string format)
    {
        using var project = ProjectBuilder.Demo(package);
        project.Publish($"-p:ContainerImageFormat={format}").ShouldSucceed();
        ImageArchive.Read(project.Archive).Config.TryGetProperty("Healthcheck", out _).ShouldBeFalse();
    }
}
