using System.Net;
using System.Net.Sockets;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Images;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class ReadDestinationStageTests : IDisposable
{
    private static readonly Dictionary<string, PublishedImage> s_composed = new(StringComparer.Ordinal)
    {
        [Publish.Rid] = new PublishedImage("inputs", ["sha256:1"], EmptySteps: 0),
    };

    private readonly List<string> _askedFor = [];

    private readonly TestDirectory _root = new();

    [Theory]
    [InlineData("inputs", true, "sha256:there")]
    [InlineData("inputs", false, null)]
    [InlineData("others", true, null)]
    [InlineData(null, true, null)]
    public void RegistryIsAskedForEveryTagAndItsLayers(string? label, bool whole, string? digest)
    {
        var asked = new List<string>();
        ReadImage read = (image, runtimeIdentifier, _) =>
        {
            asked.Add($"{image.Registry}/{image.Repository}:{image.Tag} {runtimeIdentifier}");
            return new ImageAnswer(Image(label), IsMissing: false, "");
        };
        var options = new ReadDestinationOptions("", "registry.test", "web", ["latest"], [Publish.Rid]);

        HasLayers has = (_, layers, _) =>
        {
            _askedFor.AddRange(layers);
            return whole;
        };

        using var published = new ReadDestinationStage(options, () => read, () => has).Run();

        published.Find(s_composed, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken)
            .ShouldBe(digest is null ? null : [digest]);
        asked.ShouldBe(["registry.test/web:latest linux-x64"]);
        _askedFor.ShouldBe(label is null ? [] : [Digest('a'), Digest('b')]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RegistryThatCouldNotBeReadHasToAnswerAtLeast(bool answers)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var registry = $"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var serving = ServeAsync(listener, answers);
        ReadImage read = (_, _, _) => new ImageAnswer(null, IsMissing: false, "The connection was reset.");
        var options = new ReadDestinationOptions("", registry, "web", ["latest"], [Publish.Rid]);

        using (var published = new ReadDestinationStage(options, () => read, () => (_, _, _) => true).Run())
        {
            var find = () => published.Find(
                s_composed, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
            if (answers)
                find().ShouldBeNull();
            else
                Should.Throw<PyContainersException>(find).Diagnostic.Code.ShouldBe("PYC4001");
        }

        listener.Stop();
        await serving;
    }

    [Theory]
    [InlineData("inputs", true)]
    [InlineData("others", false)]
    public void EngineIsAskedForLabelAndLayers(string label, bool there)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engine of this test is a shell script");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        var engine = _root.Write("docker", $"#!/bin/sh\necho \"{label}|sha256:1 sha256:2 \"\n");
        File.SetUnixFileMode(engine, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new ReadDestinationOptions(engine, "", "web", ["latest"], [Publish.Rid]);

        using var published = new ReadDestinationStage(
            options, () => throw new InvalidOperationException(), () => throw new InvalidOperationException()).Run();

        published.Find(s_composed, Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken)
            .ShouldBe(there ? [] : null);
    }

    public void Dispose() => _root.Dispose();

    // A registry without TLS that wants a login, or one that breaks every connection.
    private static async Task ServeAsync(TcpListener listener, bool answers)
    {
        while (true)
        {
            try
            {
                using var client = await listener.AcceptSocketAsync();
                var request = new byte[4096];
                var length = await client.ReceiveAsync(request);
                if (answers && length > 0 && request[0] == 'G')
                    await client.SendAsync("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                else
                    client.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (SocketException) when (!listener.Server.IsBound)
            {
                return; // it has stopped
            }
            catch (SocketException)
            {
                // the client has broken the connection
            }
        }
    }

    private static string Digest(char digit) => "sha256:" + new string(digit, 64);

    private static string Layer(char digit) =>
        $$"""{"mediaType":"{{MediaTypes.OciLayer}}","digest":"{{Digest(digit)}}","size":1}""";

    private static OciImage Image(string? inputs)
    {
        var edit = ImageConfig.Parse("""{"rootfs":{"diff_ids":["sha256:1","sha256:2"]}}""").Edit();
        edit.SetLabels(inputs is null ? [] : [new(InputHash.Label, inputs)]);
        return new OciImage(Manifest.Parse($$"""{"config":{},"layers":[{{Layer('a')}},{{Layer('b')}}]}"""), edit.ToConfig(), "sha256:there");
    }
}
