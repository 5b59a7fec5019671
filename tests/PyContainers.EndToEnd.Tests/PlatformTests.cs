using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Several platforms from one host, without emulation.</summary>
public sealed class PlatformTests(PackageFixture package)
{
    private const string Both = "-p:ContainerRuntimeIdentifiers=\"linux-x64;linux-arm64\"";

    [Fact]
    public void IndexHasBothAndTheySharePureLayers()
    {
        Tool.Require("skopeo", "--version");
        using var project = new KitProject(package, "web-api");
        project
            .Publish(Both, $"-p:ContainerRegistry={Kit.Registry}", "-p:ContainerRepository=endtoend/both")
            .ShouldSucceed();

        var amd64 = Config("amd64");
        var arm64 = Config("arm64");

        foreach (var config in new[] { amd64, arm64 })
        {
            config.GetProperty("config").GetProperty("User").GetString().ShouldBe("1654:1654");
            config.GetProperty("config").GetProperty("Entrypoint")[0].GetString().ShouldBe("/app/.venv/bin/web-api");
            config.GetProperty("config").GetProperty("WorkingDir").GetString().ShouldBe("/app");
        }

        DiffIds(amd64).Intersect(DiffIds(arm64)).Count().ShouldBe(3); // large pure dependencies, pure dependencies, app
    }

    [Fact]
    public void NativeCodeIsNotBuiltForAnotherArchitecture()
    {
        using var project = new KitProject(package, "native-app");
        project
            .Publish("-p:ContainerRuntimeIdentifier=linux-arm64", $"-p:ContainerArchiveOutputPath={project.Root}/x.tar")
            .ShouldFailWith("PYC1015");
    }

    private static JsonElement Config(string architecture) =>
        JsonDocument
            .Parse(
                Tool.Run(
                    "skopeo",
                    "inspect",
                    "--config",
                    "--override-arch",
                    architecture,
                    "--tls-verify=false",
                    $"docker://{Kit.Registry}/endtoend/both:latest"
                )
            )
            .RootElement;

    private static IEnumerable<string?> DiffIds(JsonElement config) =>
        config.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray().Select(id => id.GetString());
}
