using PyContainers.Core.Destinations;
using PyContainers.Core.Loopback;

namespace PyContainers.Core.Tests.Destinations;

public sealed class PushMeterTests
{
    [Fact]
    public async Task UploadsToTheRepositoryAreCountedAndNothingElse()
    {
        // It refuses to store anything, which is not the meter's business.
        using var registry = new LoopbackRegistry(new BlobStore());
        using var meter = new PushMeter(registry.Address, "team/app");
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        await Send(client, HttpMethod.Patch, registry, "team/app/blobs/uploads/1", 1000);
        await Send(client, HttpMethod.Put, registry, "team/app/blobs/uploads/1", 20);
        await Send(client, HttpMethod.Put, registry, "team/app/manifests/latest", 300000);
        await Send(client, HttpMethod.Patch, registry, "team/other/blobs/uploads/1", 300000);
        meter.BytesSent.ShouldBe(1020);

        meter.Dispose();
        await Send(client, HttpMethod.Patch, registry, "team/app/blobs/uploads/1", 1000);
        meter.BytesSent.ShouldBe(1020);
    }

    private static async Task Send(
        HttpClient client,
        HttpMethod method,
        LoopbackRegistry registry,
        string path,
        int size
    )
    {
        using var request = new HttpRequestMessage(method, $"http://{registry.Address}/v2/{path}")
        {
            Content = new ByteArrayContent(new byte[size]),
        };
        try
        {
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            // The registry closes without reading the content.
        }
    }
}
