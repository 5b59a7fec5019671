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

    [Fact]
    public void ProjectsOfASolutionAskTheSameOnlyOnce()
    {
        using var project = ProjectBuilder.Demo(package).Property("PyContainerProject", "$(MSBuildThisFileDirectory)..")
            .Named("one/one.pyproj").File("one/one.pyproj", "").Save()
            .Named("two/two.pyproj").File("two/two.pyproj", "").Save()
            .Run("new", "sln", "-n", "all", "--format", "slnx").Run("sln", "all.slnx", "add", "one", "two");
        foreach (var file in new[] { "pyproject.toml", "uv.lock" })
            File.SetLastWriteTimeUtc(Path.Combine(project.Folder, file), DateTime.UtcNow.AddMinutes(-1));

        project.Dotnet("build", "all.slnx", "-m:1").ShouldSucceed();

        foreach (var question in new[] { "self", "workspace", "lock" })
            project.Uv.Calls.Count(call => call.Is(question)).ShouldBe(1, question);
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
