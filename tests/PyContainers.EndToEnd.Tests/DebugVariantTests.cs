using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>The debug variant beside the normal image, with the real debugpy.</summary>
public sealed class DebugVariantTests(PackageFixture package)
{
    [Fact]
    public async Task DebuggerConnectsWhileTheServiceAnswers()
    {
        Tool.Require("docker", "version");
        using var project = new KitProject(package, "web-api");
        var archive = project.PublishArchive(
            "Docker",
            "-p:PyContainerDebug=true",
            "-p:PyContainerDebugBaseImage=debian12-busybox",
            "-p:ContainerRepository=endtoend-debug"
        );

        archive
            .Config.GetProperty("ExposedPorts")
            .EnumerateObject()
            .Select(port => port.Name)
            .ShouldBe(["5678/tcp", "8080/tcp"], ignoreOrder: true);
        archive.Labels["org.opencontainers.image.base.name"].ShouldBe("debian12-busybox");
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        using var container = new Container("endtoend-debug:latest-debug");
        container.Get("/healthz").ShouldContain("\"status\":\"ok\"");
        (await InitialiseAsync(DebugPort, TestContext.Current.CancellationToken)).ShouldContain(
            "supportsConditionalBreakpoints"
        );
        container.Inside("sh", "-c", "id -u").ShouldBe("1654");
        container.Logs.ShouldNotContain("frozen");
    }

    [Fact]
    public void NormalImageOfTheSameProjectHasNothingOfIt()
    {
        using var project = new KitProject(package, "web-api");
        project
            .PublishArchive("OCI", "-p:PyContainerDebug=true")
            .Paths.ShouldContain(path => path.Contains("/debugpy/", StringComparison.Ordinal));

        var archive = project.PublishArchive("OCI", "-p:PyContainerDebugBaseImage=debian12-busybox");

        archive.Paths.ShouldNotContain(path => path.Contains("debugpy", StringComparison.Ordinal));
        archive.Entrypoint.ShouldBe(["/app/.venv/bin/web-api"]);
        archive.Config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name).ShouldBe(["8080/tcp"]);
        archive.Labels["org.opencontainers.image.base.name"].ShouldBe("debian12-distroless");
    }

    [Fact]
    public void EveryTagOfEveryPlatformHasTheSuffix()
    {
        Tool.Require("skopeo", "--version");
        using var project = new KitProject(package, "hello");

        var result = project
            .Publish(
                "-p:PyContainerDebug=true",
                $"-p:ContainerRegistry={Kit.Registry}",
                "-p:ContainerRepository=endtoend/debug",
                "-p:ContainerImageTags=\"one;two\"",
                "-p:ContainerRuntimeIdentifiers=\"linux-x64;linux-arm64\""
            )
            .ShouldSucceed();

        result.Output.ShouldContain("endtoend/debug:one-debug,two-debug");
        var tags = Tool.Run("skopeo", "list-tags", "--tls-verify=false", $"docker://{Kit.Registry}/endtoend/debug");
        tags.ShouldContain("\"one-debug\"");
        tags.ShouldContain("\"two-debug\"");
        tags.ShouldNotContain("\"one\"");
    }

    [Theory]
    [InlineData("requirements-app")]
    [InlineData("pylock-app")]
    public void OtherShapesGetTagAndBaseOnly(string name)
    {
        using var project = new KitProject(package, name);

        var result = project
            .Publish(
                "-p:PyContainerDebug=true",
                "-p:PyContainerDebugBaseImage=debian12-busybox",
                $"-p:ContainerArchiveOutputPath={project.Root}/x.tar"
            )
            .ShouldSucceed();

        var archive = ImageArchive.Read($"{project.Root}/x.tar");
        archive.Labels["org.opencontainers.image.base.name"].ShouldBe("debian12-busybox");
        archive.Tags.ShouldBe(["latest-debug"]);
        archive.Entrypoint.ShouldNotContain("debugpy");
        result.Warnings.ShouldBeEmpty();
    }

    private const int DebugPort = 5678;

    // The first message of the Debug Adapter Protocol, as an editor sends it, and the answer to it.
    private static async Task<string> InitialiseAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("localhost", port, cancellation);
        var stream = client.GetStream();
        const string Request =
            """{"seq":1,"type":"request","command":"initialize","arguments":{"clientID":"test","adapterID":"debugpy","pathFormat":"path"}}""";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Request.Length}\r\n\r\n{Request}")
            ),
            cancellation
        );
        while (true)
        {
            var message = await ReadAsync(stream, cancellation);
            if (
                JsonDocument.Parse(message).RootElement is var json
                && json.GetProperty("type").GetString() == "response"
            )
                return message;
        }
    }

    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var header = new StringBuilder();
        var one = new byte[1];
        while (!header.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, cancellation);
            header.Append((char)one[0]);
        }

        var length = header
            .ToString()
            .Split("\r\n")
            .Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[
            "Content-Length:".Length..
        ];
        var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, cancellation);
        return Encoding.UTF8.GetString(body);
    }
}
