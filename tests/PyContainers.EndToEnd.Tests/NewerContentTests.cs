using System.Net;

namespace PyContainers.EndToEnd.Tests;

/// <summary>What is newer wins: sources over the image's bytecode, and a redeployed file over what a browser kept of
/// the one before.</summary>
public sealed class NewerContentTests(PackageFixture package)
{
    private const string Main =
        """
        from pathlib import Path
        from starlette.applications import Starlette
        from starlette.responses import PlainTextResponse
        from starlette.routing import Mount, Route
        from starlette.staticfiles import StaticFiles

        import greeting

        app = Starlette(routes=[
            Route("/greeting", lambda request: PlainTextResponse(greeting.TEXT)),
            Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        ])

        """;

    private readonly int _port = FreePort.Next();

    [Fact]
    public void SourceThatIsMountedOverTheImagesWinsOverItsBytecode()
    {
        Tool.Require("docker", "version");
        using var project = Project();
        var archive = Publish(project, "endtoend-newer");
        // PEP 552: 3 is checked with the source, 1 is not.
        Flags(archive, "app/__pycache__/greeting.cpython-313.pyc").ShouldBe(3);
        Flags(archive, "site-packages/starlette/__pycache__/routing.cpython-313.pyc").ShouldBe(1);
        var newer = Path.Combine(project.Root, "newer.py");
        File.WriteAllText(newer, "TEXT = 'newer'\n");

        using var server = Container.At(
            _port, "endtoend-newer:latest", "-v", $"{newer}:/app/greeting.py:ro");

        server.Get("/greeting").ShouldBe("newer");
    }

    [Fact]
    public void FileOfTheSameSizeIsSentAgainAfterItChanged()
    {
        Tool.Require("docker", "version");
        using var project = Project();
        Publish(project, "endtoend-cached");
        string tag;
        using (var server = Container.At(_port, "endtoend-cached:latest"))
        {
            using var first = server.Ask("/static/site.css");
            tag = first.Headers.ETag!.Tag;
            using var again = server.Ask("/static/site.css", tag);
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }

        File.WriteAllText(project["static/site.css"], "body { color: tan }\n");
        Publish(project, "endtoend-cached");

        using var redeployed = Container.At(_port, "endtoend-cached:latest");
        using var answer = redeployed.Ask("/static/site.css", tag);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.ETag!.Tag.ShouldNotBe(tag);
    }

    private KitProject Project()
    {
        var project = new KitProject(package, "newer");
        project.Edit("newer.pyproj", text => text.Replace(
            " />",
            $"><ItemGroup><ContainerPort Include=\"{_port}\" Type=\"tcp\" /></ItemGroup></Project>",
            StringComparison.Ordinal));
        Directory.CreateDirectory(project["static"]);
        File.WriteAllText(
            project["pyproject.toml"], Shapes.Pyproject("newer", "\"starlette\", \"uvicorn\"", ""));
        File.WriteAllText(project["main.py"], Main);
        File.WriteAllText(project["greeting.py"], "TEXT = 'older'\n");
        File.WriteAllText(project["static/site.css"], "body { color: red }\n");
        return project;
    }

    private static ImageArchive Publish(KitProject project, string image)
    {
        var archive = project.PublishArchive("Docker", $"-p:ContainerRepository={image}");
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        return archive;
    }

    private static int Flags(ImageArchive archive, string path) =>
        BitConverter.ToInt32(
            archive.Contents().Single(file => file.Name.EndsWith(path, StringComparison.Ordinal)).Content, 4);
}
