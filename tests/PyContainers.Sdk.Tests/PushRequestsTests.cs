using System.Collections.Concurrent;

namespace PyContainers.Sdk.Tests;

/// <summary>How much a registry is asked while an image is pushed.</summary>
public sealed class PushRequestsTests(PackageFixture package) : DestinationTests(package)
{
    private readonly ConcurrentQueue<string> _requests = new();

    [Fact]
    public void NewLayerIsSentInOneRequestAndAnotherAgentSendsNone()
    {
        using var registry = new ToxicRegistry
        {
            Fault = request =>
            {
                _requests.Enqueue($"{request.HttpMethod} {request.Url!.AbsolutePath}");
                return null;
            },
        };
        using var project = Demo(registry);
        project.Publish().ShouldSucceed();
        _requests.Clear();

        project.File("src/demo/__init__.py", "def main():\n    print('changed')\n").Publish().ShouldSucceed();

        _requests.Count(Is("PATCH", "blobs")).ShouldBe(2, "of the SDK's own layer and the config");
        _requests.Count(Is("PUT", "blobs")).ShouldBe(3);
        _requests.Count(Is("GET", "manifests/sha256")).ShouldBe(0, "the registry has said that it has it");
        registry.Has("demo").ShouldBeTrue();
        _requests.Clear();

        Directory.Delete(Path.Combine(project.Folder, "obj"), recursive: true);
        project.Variable("PyContainerCacheDirectory", project.OwnCache()).Publish()
            .ShouldSucceed().Output.ShouldContain("unchanged, nothing sent");
        _requests.ShouldNotContain(request => request.StartsWith('P'), "POST, PATCH or PUT");
    }

    [Fact]
    public void RegistryThatRefusesTheEarlyLayerGetsItFromTheSdk()
    {
        var refused = 0;
        using var registry = new ToxicRegistry
        {
            Fault = request => request.HttpMethod == "PUT" && IsAt(At.Layer, request)
                && Interlocked.Exchange(ref refused, 1) == 0
                ? new ToxicAnswer(500)
                : null,
        };
        using var project = Demo(registry);

        project.Publish().ShouldSucceed();

        refused.ShouldBe(1);
        registry.Has("demo").ShouldBeTrue();
    }

    private static Func<string, bool> Is(string method, string path) =>
        request => request.StartsWith(method, StringComparison.Ordinal) && request.Contains(path);
}
