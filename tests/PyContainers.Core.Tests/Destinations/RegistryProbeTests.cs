using System.Net;
using System.Net.Sockets;
using PyContainers.Core.Destinations;
using PyContainers.Core.Loopback;

namespace PyContainers.Core.Tests.Destinations;

public sealed class RegistryProbeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ARegistryOnThisMachineIsReachedWithoutTls()
    {
        using var registry = new LoopbackRegistry(new BlobStore());
        LoopbackProxyBypass.Ensure(registry.Port);
        (await RegistryProbe.TryReachAsync(registry.Address, Cancellation)).ShouldBeNull();
        (await RegistryProbe.TryReachAsync($"127.0.0.1:{registry.Port}", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task AClosedPortIsToldInOneLine()
    {
        int port;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        LoopbackProxyBypass.Ensure(port);
        var reason = await RegistryProbe.TryReachAsync($"127.0.0.1:{port}", Cancellation);
        reason.ShouldNotBeNullOrWhiteSpace();
        reason.ShouldNotContain('\n');
    }

    [Fact]
    public async Task WhatIsNoHostNameIsTold() =>
        (await RegistryProbe.TryReachAsync("not a host", Cancellation)).ShouldNotBeNull();

    [Theory]
    [InlineData("docker.io", "registry-1.docker.io")]
    [InlineData("ghcr.io", "ghcr.io")]
    public void DockerHubHasAnotherName(string registry, string host) => RegistryProbe.HostOf(registry).ShouldBe(host);
}
