namespace PyContainers.EndToEnd.Tests;

/// <summary>Every shape of project: published to a registry and to archives, accepted by every tool, run as a cautious cluster would.</summary>
public sealed class KitProjectsTests(PackageFixture package)
{
    public static TheoryData<string, string, string> Projects => new()
    {
        { "web-api", "http://localhost:8080/healthz", "\"status\":\"ok\"" },
        { "flask-app", "http://localhost:8080/healthz", "\"status\":\"ok\"" },
        { "django-site", "http://localhost:8080/healthz", "\"impl\": \"binary\"" },
        { "litestar-app", "http://localhost:8080/healthz", "ok" },
        { "requirements-app", "http://localhost:8080/healthz", "\"status\":\"ok\"" },
        { "pylock-app", "http://localhost:8080/healthz", "\"status\":\"ok\"" },
        { "data-app", "", "Lisbon" },
        { "sdist-app", "", "hello world" },
        { "hello", "", "as uid 1654" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void PublishesToARegistryAndRuns(string name, string url, string reply)
    {
        Tool.Require("docker", "version");
        Tool.Require("skopeo", "--version");
        using var project = new KitProject(package, name);
        var repository = $"{Kit.Registry}/endtoend/{name}";

        var result = project.Publish($"-p:ContainerRegistry={Kit.Registry}", $"-p:ContainerRepository=endtoend/{name}").ShouldSucceed();

        result.Output.ShouldContain($"{name} -> {repository}:latest@sha256:");
        result.Warnings.ShouldBeEmpty();
        Tool.Run("skopeo", "inspect", "--tls-verify=false", $"docker://{repository}:latest").ShouldContain("sha256:");
        Tool.Run("docker", "pull", "-q", $"{repository}:latest");
        Answer($"{repository}:latest", url).ShouldContain(reply);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void ArchivesAreAcceptedByEveryTool(string name, string url, string reply)
    {
        Tool.Require("docker", "version");
        Tool.Require("podman", "--version");
        Tool.Require("umoci", "--version");
        using var project = new KitProject(package, name);
        var image = $"endtoend-{name}";
        project.PublishArchive("Docker", $"-p:ContainerRepository={image}");
        project.PublishArchive("OCI", $"-p:ContainerRepository={image}");

        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        Answer($"{image}:latest", url).ShouldContain(reply);
        Tool.Run("podman", "load", "-q", "-i", project.Archive("OCI")).ShouldContain("Loaded image");
        var layout = Directory.CreateDirectory(Path.Combine(project.Root, "layout")).FullName;
        Tool.Run("tar", "-xf", project.Archive("OCI"), "-C", layout);
        Tool.Run("umoci", "unpack", "--rootless", "--image", $"{layout}:latest", Path.Combine(project.Root, "bundle"));
    }

    private static string Answer(string image, string url)
    {
        if (url.Length == 0)
            return Container.Run(image);
        using var container = new Container(image, "--tmpfs=/tmp", "--env=LOG_DIR=/tmp/logs");
        return container.Get(url);
    }
}
