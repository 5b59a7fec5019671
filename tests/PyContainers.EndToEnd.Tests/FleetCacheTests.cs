using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary><c>PyContainerCacheRepository</c>: what one agent has made, every other agent and project takes.</summary>
public sealed class FleetCacheTests(PackageFixture package) : IDisposable
{
    // An agent with nothing would spend most of its time on it.
    private const string WithoutBytecode = "-p:PyContainerCompileBytecode=false";

    private readonly HttpClient _registry = new() { BaseAddress = new Uri($"http://{Kit.Registry}/v2/") };
    private readonly string _name = $"endtoend/fleet-{Guid.NewGuid():N}";

    private string Cache => $"{_name}/cache";

    [Fact]
    public void AnotherRepositoryGetsItsLayersWithoutAByte()
    {
        Tool.Require("docker", "version");
        using var first = new KitProject(package, "web-api");
        Publish(first, "first", push: true, bytecode: true).Output.ShouldContain("6 filled");

        using var agent = new KitProject(package, "web-api", "checkout").WithOwnHome();
        var result = Publish(agent, "second", push: false, bytecode: true);

        result.Output.ShouldContain("layers: 6 from the fleet's cache, 0 filled");
        IncrementalTests.SentMegabytes(result).ShouldBeLessThan(0.064);
        Directory
            .GetFiles(Path.Combine(agent.Variables["XDG_CACHE_HOME"], "pycontainers", "layers", "blobs", "sha256"))
            .ShouldHaveSingleItem();
        Directory.GetDirectories(agent["obj"], "fastapi", SearchOption.AllDirectories).ShouldBeEmpty();
        Tool.Run("docker", "pull", "-q", $"{Kit.Registry}/{_name}/second:latest");
        using var container = new Container($"{Kit.Registry}/{_name}/second:latest", "--tmpfs=/tmp");
        container.Get("/healthz").ShouldContain("ok");
    }

    [Fact]
    public void AnotherProjectAndAnArchiveTakeWhatIsTheSame()
    {
        using var first = new KitProject(package, "hello");
        Publish(first, "first", push: true);

        using var other = new KitProject(package, "flask-app").WithOwnHome();
        var result = Publish(other, "other", push: false);
        result.Output.ShouldContain($"from '{Kit.Registry}/{Cache}'");
        result.Output.ShouldContain("layers: 1 from the fleet's cache");

        using var agent = new KitProject(package, "hello", "checkout").WithOwnHome();
        var archive = agent.PublishArchive(
            "OCI", $"-p:PyContainerCacheRepository={Kit.Registry}/{Cache}", WithoutBytecode);
        ReproducibilityTests.OurLayers(archive)
            .ShouldBe(ReproducibilityTests.OurLayers(first.PublishArchive("OCI", WithoutBytecode)));
        Publish(agent, "moved", push: false);
    }

    [Fact]
    public void CacheThatIsStoppedIsOneLine()
    {
        using var project = new KitProject(package, "hello");

        var result = project.Publish(
            $"-p:ContainerRegistry={Kit.Registry}", $"-p:ContainerRepository={_name}/first",
            $"-p:PyContainerCacheRepository=localhost:{FreePort.Next()}/cache", "-p:PyContainerCachePush=true")
            .ShouldSucceed();

        result.Warnings.ShouldBeEmpty();
        result.Output.Split("is not used in this build").Length.ShouldBe(2);
    }

    [Fact]
    public async Task LayerThatTheCacheHasLostIsMadeAnew()
    {
        using var first = new KitProject(package, "hello");
        Publish(first, "first", push: true);
        var entry = JsonDocument.Parse(await Manifest((await Tags()).Single(tag => tag.StartsWith('d'))));
        var lost = entry.RootElement.GetProperty("layers")[0].GetProperty("digest").GetString();
        (await _registry.DeleteAsync($"{Cache}/blobs/{lost}", Stop)).EnsureSuccessStatusCode();

        using var agent = new KitProject(package, "hello", "checkout").WithOwnHome();
        var result = Publish(agent, "second", push: true);

        result.Warnings.ShouldBeEmpty();
        result.Output.ShouldContain("cannot be had and is made anew");
        using var third = new KitProject(package, "hello", "third").WithOwnHome();
        Publish(third, "third", push: false).Output.ShouldNotContain("cannot be had and is made anew");
    }

    [Fact]
    public async Task ForeignAndPlantedEntriesAreTold()
    {
        using var first = new KitProject(package, "flask-app");
        Publish(first, "first", push: true);
        Verify(first).ShouldSucceed().Output.ShouldContain(", 0 do not, 0 are not there");
        var layers = (await Tags()).Where(tag => tag.StartsWith('l')).ToList();
        var whole = (await Tags()).Single(tag => tag.StartsWith('d'));

        // Another tag's entry, as it is: whoever looks for it sees that.
        await Plant(whole, await Manifest(layers[0]));
        using var agent = new KitProject(package, "flask-app", "checkout").WithOwnHome();
        Publish(agent, "second", push: true).Warnings.Select(warning => warning.Code)
            .ShouldBe(["PYC4040", "PYC4041"]);

        // One that says that it has this key.
        var right = await Manifest(layers[0]);
        var wrong = right.Replace(Digest(right), Digest(await Manifest(layers[1])), StringComparison.Ordinal);
        await Plant(layers[0], wrong);
        var result = Verify(first);
        result.Succeeded.ShouldBeFalse();
        result.Errors.Select(error => error.Code).ShouldBe(["PYC4042", "PYC4042"]);
        result.Errors.ShouldContain(error => error.Message.Contains(layers[0], StringComparison.Ordinal));
    }

    public void Dispose() => _registry.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Digest(string manifest) =>
        JsonDocument.Parse(manifest).RootElement.GetProperty("layers")[0].GetProperty("digest").GetString()!;

    private BuildResult Publish(KitProject project, string repository, bool push, bool bytecode = false) =>
        project.Publish(
            $"-p:ContainerRegistry={Kit.Registry}", $"-p:ContainerRepository={_name}/{repository}",
            $"-p:PyContainerCacheRepository={Kit.Registry}/{Cache}", $"-p:PyContainerCachePush={push}", "-v:n",
            bytecode ? "-p:PyContainerCompileBytecode=true" : WithoutBytecode)
            .ShouldSucceed();

    private BuildResult Verify(KitProject project) =>
        project.Build(
            "-t:VerifyPyContainerCache", $"-p:PyContainerCacheRepository={Kit.Registry}/{Cache}", WithoutBytecode);

    private async Task<IReadOnlyList<string>> Tags()
    {
        var list = JsonDocument.Parse(await _registry.GetStringAsync($"{Cache}/tags/list", Stop));
        return [.. list.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)];
    }

    private async Task<string> Manifest(string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Cache}/manifests/{tag}");
        request.Headers.Accept.ParseAdd("application/vnd.oci.image.manifest.v1+json");
        using var answer = await _registry.SendAsync(request, Stop);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop);
    }

    private async Task Plant(string tag, string manifest)
    {
        using var content = new StringContent(
            manifest, Encoding.UTF8, new MediaTypeHeaderValue("application/vnd.oci.image.manifest.v1+json"));
        (await _registry.PutAsync($"{Cache}/manifests/{tag}", content, Stop)).EnsureSuccessStatusCode();
    }
}
