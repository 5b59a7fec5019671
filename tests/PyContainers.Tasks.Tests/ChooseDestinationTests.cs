using System.Net;
using System.Net.Sockets;

namespace PyContainers.Tasks.Tests;

/// <summary>Changes PATH of this process, so no other test may run meanwhile.</summary>
[CollectionDefinition(nameof(ChooseDestinationTests), DisableParallelization = true)]
[Collection(nameof(ChooseDestinationTests))]
public sealed class ChooseDestinationTests : IDisposable
{
    private readonly TaskStage _stage = new();
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");

    public ChooseDestinationTests() =>
        Environment.SetEnvironmentVariable(
            "PATH",
            Directory.CreateDirectory(Path.Combine(_stage.Root, "bin")).FullName
        );

    private static ChooseDestination Choose(string registry = "", string archive = "", string local = "") =>
        new()
        {
            Registry = registry,
            ArchiveOutputPath = archive,
            LocalRegistry = local,
            FallbackArchive = "/out/demo.tar.gz",
        };

    [Theory]
    [InlineData("", "/a/b.tar", "")]
    [InlineData("registry.invalid", "/a/b.tar", "")]
    [InlineData("", "", "Podman")]
    public void NothingIsAskedWhenItIsClear(string registry, string archive, string local)
    {
        var task = _stage.Done(Choose(registry, archive, local));

        (task.ArchiveOutputPath, task.FallbackFormat).ShouldBe((archive, ""));
    }

    [Fact]
    public void RegistryThatDoesNotAnswerIsAnError()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        _stage.Failed(Choose($"localhost:{port}")).Code.ShouldBe("PYC4001");
    }

    [Fact]
    public void WithoutAnEngineAnArchiveIsWritten()
    {
        var task = _stage.Done(Choose());

        (task.ArchiveOutputPath, task.FallbackFormat).ShouldBe(("/out/demo.tar.gz", "OCI"));
        _stage.Engine.Messages.ShouldContain(message =>
            message.Importance == Microsoft.Build.Framework.MessageImportance.High
        );
    }

    [Theory]
    [InlineData("docker", 0, false)]
    [InlineData("docker", 1, true)]
    public void EngineIsTakenWhenItAnswers(string name, int exit, bool fallback)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engine of this test is a shell script");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        var file = _stage.Write("bin/" + name, $"#!/bin/sh\nexit {exit}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        _stage.Done(Choose()).FallbackFormat.ShouldBe(fallback ? "OCI" : "");
    }

    [Theory]
    [InlineData("", "/a/b.tar", "", true)]
    [InlineData("", "/a/b.tar", "Docker", true)]
    [InlineData("", "/a/b.tar", "OCI", false)]
    [InlineData("registry.invalid", "/a/b.tar", "OCI", false)]
    [InlineData("", "", "", false)] // no engine here: an OCI archive is written
    public void EngineThatWouldCheckHealthIsAWarning(string registry, string archive, string format, bool warned)
    {
        var task = Choose(registry, archive);
        (task.ImageFormat, task.HealthCommand) = (format, ["check"]);
        _stage.Done(task);

        _stage.Engine.Warnings.Select(warning => warning.Code).ShouldBe(warned ? ["PYC3004"] : []);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _stage.Dispose();
    }
}
