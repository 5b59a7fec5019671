namespace PyContainers.Sdk.Tests;

public sealed class PublishTests(PackageFixture package)
{
    [Fact]
    public void ArchiveHasTheImage()
    {
        using var project = ProjectBuilder.Demo(package);

        var result = project.Publish().ShouldSucceed();

        result.Warnings.ShouldBeEmpty();
        var image = ImageArchive.Read(project.Archive);
        image.Entrypoint.ShouldBe(["/app/.venv/bin/demo"]);
        image.User.ShouldBe("1654:1654");
        image.Labels["org.opencontainers.image.title"].ShouldBe("demo");
        image.Labels["org.opencontainers.image.version"].ShouldBe("1.2.3");
        image.Labels["org.opencontainers.image.base.name"].ShouldBe("base");
        image.Labels["base.label"].ShouldBe("kept");
        image.Environment["PATH"].ShouldBe("/app/.venv/bin:/usr/bin:/bin");
        image.Environment["FROM_BASE"].ShouldBe("yes");
        image.Config.GetProperty("WorkingDir").GetString().ShouldBe("/app");
        image.Paths.ShouldContain("/opt/python/bin/python3.13");
        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/tiny/__init__.py");
        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/demo/__init__.py");
        image.Paths.ShouldContain("/app/.venv/bin/demo");
        image.Paths.ShouldNotContain(path => path.Contains("uv.lock", StringComparison.Ordinal));
    }
}
