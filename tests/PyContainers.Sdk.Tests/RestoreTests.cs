namespace PyContainers.Sdk.Tests;

/// <summary>What a restore and a build check without making an image.</summary>
public sealed class RestoreTests(PackageFixture package)
{
    [Fact]
    public void BuildChecksTheLockOnceAndMakesNoImage()
    {
        using var project = ProjectBuilder.Demo(package).Property("PyContainerLocked", "true");

        project.Build().ShouldSucceed();
        project.Uv.Calls.ShouldContain(call => call.Is("lock"));
        project.Uv.Calls.ShouldNotContain(call => call.Is("sync") || call.Is("build"));
        project.Uv.Forget();

        project.Build().ShouldSucceed();
        project.Uv.Calls.ShouldBeEmpty();

        File.Delete(Path.Combine(project.Folder, "uv.lock"));
        project.Build().ShouldFailWith("PYC2004");
    }

    [Fact]
    public void RestoreChecksTheLockOnceAndABuildAfterItFindsItDone()
    {
        using var project = ProjectBuilder.Demo(package).Save();

        project.Dotnet("restore").ShouldSucceed();
        project.Uv.Calls.Count(call => call.Is("lock")).ShouldBe(1);
        project.Uv.Calls.ShouldNotContain(call => call.Is("sync") || call.Is("build"));
        project.Uv.Forget();

        project.Dotnet("restore").ShouldSucceed();
        project.Build().ShouldSucceed();
        project.Uv.Calls.ShouldBeEmpty();

        project.Publish().ShouldSucceed();
        project.Uv.Calls.Count(call => call.Is("lock")).ShouldBe(1, "the publish has a configuration of its own");

        project.File("pyproject.toml", "[project\n").Dotnet("restore").ShouldFailWith("PYC2002").Line.ShouldBe(1);
    }

    [Theory]
    [InlineData("-p:DesignTimeBuild=true", "-p:BuildingProject=false")]
    [InlineData("-p:PyContainerEnabled=false")]
    public void DesignTimeBuildCallsNoUv(params string[] arguments)
    {
        using var project = ProjectBuilder.Demo(package).Save().Run("restore", "-p:PyContainerEnabled=false");

        project.MSBuild(["-t:Compile;ResolveReferences;Build", .. arguments]).ShouldSucceed();

        project.Uv.Calls.ShouldBeEmpty();
    }
}
