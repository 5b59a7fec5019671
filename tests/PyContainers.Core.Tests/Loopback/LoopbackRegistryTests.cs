using System.Net;
using System.Net.Sockets;
using System.Text;
using PyContainers.Core.Loopback;

namespace PyContainers.Core.Tests.Loopback;

public sealed class LoopbackRegistryTests : IDisposable
{
    private readonly BlobStore _store = new();
    private readonly LoopbackRegistry _registry;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    public LoopbackRegistryTests() => _registry = new LoopbackRegistry(_store);

    public void Dispose()
    {
        _client.Dispose();
        _registry.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AManifestIsServedWithItsTypeAndDigest()
    {
        var digest = _store.AddManifest("library/python", "application/x", "{}"u8.ToArray());
        using var answer = await Get($"/v2/library/python/manifests/{digest}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/x");
        answer.Headers.GetValues("Docker-Content-Digest").ShouldBe([digest]);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("{}");
    }

    [Fact]
    public async Task TagsAreNotServed()
    {
        _store.AddManifest("a", "application/x", [1]);
        using var answer = await Get("/v2/a/manifests/latest");
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"code\":\"MANIFEST_UNKNOWN\"");
        using var catalog = await Get("/v2/_catalog");
        catalog.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task ThePingIsAnswered()
    {
        using var answer = await Get("/v2/");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task HeadTellsTheSizeWithoutFetching()
    {
        _store.AddLazy("sha256:1", 77, _ => throw new InvalidOperationException());
        using var request = new HttpRequestMessage(HttpMethod.Head, Url("/v2/a/blobs/sha256:1"));
        using var answer = await _client.SendAsync(request, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentLength.ShouldBe(77);
        _registry.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task WritingIsRefused()
    {
        using var content = new StringContent("x");
        using var answer = await _client.PostAsync(Url("/v2/a/blobs/uploads/"), content, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task ALazyBlobThatFailsIsAskedAgain()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "layer", Cancellation);
            var runs = 0;
            _store.AddLazy(
                "sha256:1",
                5,
                _ => ++runs == 1 ? throw new IOException("no credentials") : Task.FromResult<string?>(file)
            );
            using (var failed = await Get("/v2/a/blobs/sha256:1"))
                failed.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
            _registry.Failures["sha256:1"].Message.ShouldBe("no credentials");

            using var answer = await Get("/v2/a/blobs/sha256:1");
            (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("layer");
            _registry.Failures.ShouldBeEmpty();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task AFileThatIsGoneIsAFailureWithAReason()
    {
        _store.AddFile("sha256:1", Path.Combine(Path.GetTempPath(), "pyc-none"));
        using var answer = await Get("/v2/a/blobs/sha256:1");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        _registry.Failures["sha256:1"].Message.ShouldContain("pyc-none");
    }

    [Fact]
    public async Task TheConnectionStaysOpenForTheNextRequest()
    {
        var digest = _store.AddBlob("one"u8.ToArray());
        var request = $"GET /v2/a/blobs/{digest} HTTP/1.1\r\nHost: x\r\n\r\n";
        var last = request.Replace("Host: x", "Connection: close", StringComparison.Ordinal);
        var answer = Encoding.ASCII.GetString(await Raw(Encoding.ASCII.GetBytes(request + last)));
        answer.Split("\r\n\r\none").Length.ShouldBe(3);
    }

    [Fact]
    public async Task ATlsClientIsSentAwayAtOnce() => (await Raw([0x16, 3, 1, 2, 0])).ShouldBeEmpty();

    [Fact]
    public async Task GarbageDoesNotStopTheRegistry()
    {
        Encoding.ASCII.GetString(await Raw("nonsense\r\n\r\n"u8.ToArray())).ShouldStartWith("HTTP/1.1 400");
        using var answer = await Get("/v2/");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task BothLoopbackAddressesAnswerWhereThereAreTwo()
    {
        _registry.Address.ShouldBe($"localhost:{_registry.Port}");
        Assert.SkipUnless(HasIPv6Loopback(), "this machine has no ::1");
        using var answer = await _client.GetAsync($"http://[::1]:{_registry.Port}/v2/", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task AfterDisposeNobodyListens()
    {
        _registry.Dispose();
        _registry.Dispose();
        await Should.ThrowAsync<HttpRequestException>(() => Get("/v2/"));
    }

    [Fact]
    public void TheProxyIsBypassedForThePortOnly()
    {
        LoopbackProxyBypass.Ensure(_registry.Port);
        HttpClient.DefaultProxy.IsBypassed(new Uri(Url("/"))).ShouldBeTrue();
        HttpClient.DefaultProxy.GetProxy(new Uri($"http://localhost:{_registry.Port}/")).ShouldBeNull();
        HttpClient.DefaultProxy.ShouldBeOfType<LoopbackProxyBypass>();
    }

    // A container may be without.
    private static bool HasIPv6Loopback()
    {
        if (!Socket.OSSupportsIPv6)
            return false;
        using var probe = new TcpListener(IPAddress.IPv6Loopback, 0);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private string Url(string path) => $"http://127.0.0.1:{_registry.Port}{path}";

    private Task<HttpResponseMessage> Get(string path) => _client.GetAsync(Url(path), Cancellation);

    private async Task<byte[]> Raw(byte[] request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _registry.Port, Cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(request, Cancellation);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, Cancellation);
        }
        catch (IOException)
        {
            // A reset is a close, too.
        }
        return answer.ToArray();
    }
}
