namespace PyContainers.EndToEnd.Tests;

/// <summary>Environment, interpreter and working directory at places of the user's choice, and the base's own user by
/// its name.</summary>
public sealed class PlacesTests(PackageFixture package)
{
    [Fact]
    public void EverythingElsewhereRunsAsTheBasesNonroot()
    {
        Tool.Require("docker", "version");
        using var project = new KitProject(package, "web-api");
        const string Image = "endtoend-places:latest";

        var archive = project.PublishArchive(
            "Docker",
            "-p:PyContainerEnvironmentPath=/srv/env",
            "-p:PyContainerInterpreterPath=/usr/local/python",
            "-p:ContainerWorkingDirectory=/srv",
            "-p:ContainerUser=nonroot",
            "-p:ContainerBaseImage=debian12-distroless",
            "-p:ContainerRepository=endtoend-places"
        );

        archive.User.ShouldBe("65532:65532");
        archive.Entrypoint.ShouldBe(["/srv/env/bin/web-api"]);
        archive.Environment["PATH"].ShouldStartWith("/srv/env/bin:");
        archive.Environment["VIRTUAL_ENV"].ShouldBe("/srv/env");
        archive.Config.GetProperty("WorkingDir").GetString().ShouldBe("/srv");
        archive.Paths.ShouldNotContain(path =>
            path.StartsWith("/opt/python", StringComparison.Ordinal)
            || path == "/app"
            || path.StartsWith("/app/", StringComparison.Ordinal)
        );
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        using var container = new Container(Image);
        container.Get("/healthz").ShouldContain("\"status\":\"ok\"");
        var whoami = container.Get("/whoami");
        whoami.ShouldContain("\"uid\":65532");
        whoami.ShouldContain("\"gid\":65532");
        whoami.ShouldContain("\"cwd\":\"/srv\"");
        whoami.ShouldContain("\"executable\":\"/srv/env/bin/python\"");
        whoami.ShouldContain("\"prefix\":\"/srv/env\"");
        whoami.ShouldContain("\"base_prefix\":\"/usr/local/python\"");
        whoami.ShouldContain("\"package\":\"/srv/env/lib/python3.13/site-packages/web_api\"");
        whoami.ShouldContain("\"writable\":[]");
        // Both by their names alone: from PATH.
        container.Inside("python", "-c", "import sys, web_api; print(sys.executable)").ShouldBe("/srv/env/bin/python");
        container.Inside("web-api-check").ShouldBeEmpty();
    }

    [Fact]
    public void StaticFilesOfASiteBehindALinkAreInItsFolder()
    {
        using var project = new KitProject(package, "django-site");
        var link = Path.Combine(project.Root, "link");
        Directory.CreateSymbolicLink(link, project.Folder);
        var archive = Path.Combine(project.Root, "linked.tar");

        project.PublishWith(
            Path.Combine(link, "django-site.pyproj"), "-p:PyContainerDjangoCollectStatic=true",
            $"-p:ContainerArchiveOutputPath={archive}").ShouldSucceed();

        var paths = ImageArchive.Read(archive).Paths;
        paths.ShouldContain("/app/staticfiles/site.css");
        paths.ShouldNotContain(path => path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void EnvironmentMayBeTheWorkingDirectoryItself()
    {
        Tool.Require("docker", "version");
        using var project = new KitProject(package, "web-api");

        var archive = project.PublishArchive(
            "Docker",
            "-p:PyContainerEnvironmentPath=/app",
            "-p:PyContainerCompileBytecode=false",
            "-p:ContainerRepository=endtoend-places-app"
        );

        archive.Entrypoint.ShouldBe(["/app/bin/web-api"]);
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        using var container = new Container("endtoend-places-app:latest");
        container.Get("/whoami").ShouldContain("\"prefix\":\"/app\"");
    }

    [Fact]
    public void FilesOfAnApplicationMayLieInTheEnvironment()
    {
        Tool.Require("docker", "version");
        using var project = new KitProject(package, "flask-app");

        project.PublishArchive(
            "Docker",
            "-p:PyContainerEnvironmentPath=/app",
            "-p:PyContainerCompileBytecode=false",
            "-p:ContainerRepository=endtoend-places-flask"
        );

        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        using var container = new Container("endtoend-places-flask:latest", "--tmpfs=/tmp", "--env=LOG_DIR=/tmp/logs");
        container.Get("/healthz").ShouldContain("\"status\":\"ok\"");
    }
}
