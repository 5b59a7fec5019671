namespace PyContainers.EndToEnd.Tests;

/// <summary>Archives of both forms, loaded or unpacked by every tool that takes them. What is in them is the registry's
/// too: see <see cref="ShapesTests"/>.</summary>
public sealed class KitProjectsTests(PackageFixture package)
{
    public static TheoryData<string, string, string> Projects => new()
    {
        { "web-api", "/healthz", "\"status\":\"ok\"" },
        { "flask-app", "/healthz", "\"status\":\"ok\"" },
        { "sdist-app", "", "hello world" },
        { "hello", "", "as uid 1654" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void ArchivesAreAcceptedByEveryTool(string name, string path, string reply)
    {
        Tool.Require("docker", "version");
        Tool.Require("podman", "--version");
        Tool.Require("umoci", "--version");
        using var project = new KitProject(package, name);
        var image = $"endtoend-{name}";
        project.PublishArchive("Docker", $"-p:ContainerRepository={image}");
        project.PublishArchive("OCI", $"-p:ContainerRepository={image}");

        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        Answer($"{image}:latest", path).ShouldContain(reply);
        Tool.Run("podman", "load", "-q", "-i", project.Archive("OCI")).ShouldContain("Loaded image");
        var layout = Directory.CreateDirectory(Path.Combine(project.Root, "layout")).FullName;
        Tool.Run("tar", "-xf", project.Archive("OCI"), "-C", layout);
        Tool.Run("umoci", "unpack", "--rootless", "--image", $"{layout}:latest", Path.Combine(project.Root, "bundle"));
    }

    private static string Answer(string image, string path)
    {
        if (path.Length == 0)
            return Container.Run(image);
        using var container = new Container(image, "--tmpfs=/tmp", "--env=LOG_DIR=/tmp/logs");
        return container.Get(path);
    }
}
