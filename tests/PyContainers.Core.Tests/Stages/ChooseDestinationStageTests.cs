using System.Net;
using System.Net.Sockets;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class ChooseDestinationStageTests : IDisposable
{
    private readonly TestDirectory _root = new();
    private readonly RecordingLog _log = new();

    private Task<ChosenDestination> ChooseAsync(
        string registry = "", string archive = "", string local = "", string format = "", params string[] health)
    {
        var options = new ChooseDestinationOptions
        {
            Registry = registry,
            ArchiveOutputPath = archive,
            LocalRegistry = local,
            FallbackArchive = "/out/demo.tar.gz",
            ImageFormat = format,
            HealthCommand = health,
            SearchPath = [_root.Folder("bin")],
        };
        return new ChooseDestinationStage(options, _log).RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("", "/a/b.tar", "", "")]
    [InlineData("registry.invalid", "/a/b.tar", "", "")]
    [InlineData("", "", "Podman", "podman")]
    public async Task NothingIsAskedWhenItIsClear(string registry, string archive, string local, string engine) =>
        (await ChooseAsync(registry, archive, local)).ShouldBe(new ChosenDestination(archive, "", engine));

    [Fact]
    public async Task RegistryThatDoesNotAnswerIsAnError()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        (await Failure.OfAsync(() => ChooseAsync($"localhost:{port}"))).Code.ShouldBe("PYC4001");
    }

    [Fact]
    public async Task WithoutAnEngineAnArchiveIsWritten()
    {
        (await ChooseAsync()).ShouldBe(new ChosenDestination("/out/demo.tar.gz", "OCI", ""));

        _log.Notices.ShouldHaveSingleItem().ShouldEndWith("writing an OCI archive instead.");
    }

    [Theory]
    [InlineData("docker", 0, false)]
    [InlineData("podman", 0, false)]
    [InlineData("docker", 1, true)]
    public async Task EngineIsTakenWhenItAnswers(string name, int exit, bool fallback)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engine of this test is a shell script");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        var file = _root.Write("bin/" + name, $"#!/bin/sh\nexit {exit}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        (await ChooseAsync()).ShouldBe(fallback
            ? new ChosenDestination("/out/demo.tar.gz", "OCI", "")
            : new ChosenDestination("", "", name));
    }

    [Theory]
    [InlineData("", "/a/b.tar", "", true)]
    [InlineData("", "/a/b.tar", "Docker", true)]
    [InlineData("", "/a/b.tar", "OCI", false)]
    [InlineData("registry.invalid", "/a/b.tar", "OCI", false)]
    [InlineData("", "", "", false)] // no engine here: an OCI archive is written
    public async Task EngineThatWouldCheckHealthIsAWarning(string registry, string archive, string format, bool warned)
    {
        await ChooseAsync(registry, archive, "", format, "check");

        _log.Warnings.Select(warning => warning.Code).ShouldBe(warned ? ["PYC3004"] : []);
    }

    public void Dispose() => _root.Dispose();
}
