using System.Text.Json.Nodes;
using PyContainers.Core.Destinations;
using PyContainers.Core.Oci;

namespace PyContainers.Tasks.Tests;

public sealed class ServeImageTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Staged();

    public ServeImageTests()
    {
        _stage.Done(_stage.CreateLayers());
        _stage.Done(_stage.ComposeImage());
    }

    private static async Task<JsonNode> Get(ServeImage task, string path)
    {
        using var client = new HttpClient();
        return JsonNode.Parse(
            await client.GetStringAsync(
                $"http://{task.Registry}/v2/{task.BaseName}/{path}",
                TestContext.Current.CancellationToken
            )
        )!;
    }

    [Fact]
    public async Task ServesBaseAndOurLayers()
    {
        var task = _stage.Done(_stage.ServeImage());

        var manifest = await Get(task, "manifests/" + task.Digest);
        manifest["layers"]!
            .AsArray()
            .Count.ShouldBe(1 + _stage.Platform.ReadLayers().Layers.Count);
        var config = await Get(task, "blobs/" + manifest["config"]!["digest"]);
        config["config"]!["User"]!.GetValue<string>().ShouldBe("1654:1654");
        task.Unchanged.ShouldBeFalse();
    }

    [Fact]
    public void WhatTheDestinationHasIsNotServed()
    {
        using var engine = new RecordingBuildEngine();
        var config = ImageConfig.Load(_stage.Platform.Config);
        var there = new PublishedImage(
            File.ReadAllText(_stage.Platform.Inputs), [.. config.DiffIds, "sha256:sdk"], config.EmptySteps);
        ReadPublished read = (_, _, _) => there with { Digest = "sha256:there" };
        BuildObjects.Keep(engine, _stage.StateFolder, new PublishedImages(read, ["latest", "v1"], [TaskStage.Rid]));
        using var task = _stage.ServeImage();
        task.BuildEngine = engine;

        task.Execute().ShouldBeTrue();

        (task.Unchanged, task.UnchangedDigests.Single(), task.Registry).ShouldBe((true, "sha256:there", ""));
    }

    [Fact]
    public void BuildThatEndsEarlyEndsTheReading()
    {
        using var began = new ManualResetEventSlim();
        var ended = false;
        using (var engine = new RecordingBuildEngine())
        {
            ReadPublished read = (_, _, stop) =>
            {
                began.Set();
                stop.WaitHandle.WaitOne();
                ended = true;
                return null;
            };
            BuildObjects.Keep(engine, _stage.StateFolder, new PublishedImages(read, ["latest"], [TaskStage.Rid]));
            began.Wait(TestContext.Current.CancellationToken);
        }

        ended.ShouldBeTrue();
    }

    [Fact]
    public async Task CancelledBuildDoesNotWaitForAnEngineThatHangs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engine of this test is a shell script");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        var begun = Path.Combine(_stage.Root, "begun");
        var docker = _stage.Write("docker", $"#!/bin/sh\ntouch '{begun}'\nsleep 600\n");
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        using var engine = new RecordingBuildEngine();
        using var reading = new ReadDestination
        {
            BuildEngine = engine,
            StateFolder = _stage.StateFolder,
            RuntimeIdentifiers = [TaskStage.Rid],
            Engine = docker,
            OutputRepository = "demo",
            Tags = ["latest"],
            ContainersAssembly = "unused.dll",
            RuntimeIdentifierGraphPath = "unused.json",
        };
        reading.Execute().ShouldBeTrue();
        using var task = _stage.ServeImage();
        task.BuildEngine = engine;
        while (!File.Exists(begun))
            await Task.Delay(20, TestContext.Current.CancellationToken);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var serving = Task.Run(task.Execute, TestContext.Current.CancellationToken);
        task.Cancel();

        (await serving).ShouldBeFalse();
        engine.Errors.ShouldBeEmpty();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(8)); // an engine is given ten
    }

    [Fact]
    public async Task InnerBuildFindsItsUser()
    {
        var served = _stage.Done(_stage.ServeImage());
        using var inner = new UseLoopback
        {
            BuildEngine = _stage.Engine,
            Registry = served.Registry,
            Repository = served.BaseName,
            Digest = served.Digest,
            RuntimeIdentifier = TaskStage.Rid,
        };

        (await Task.Run(inner.Execute, TestContext.Current.CancellationToken)).ShouldBeTrue();

        inner.User.ShouldBe("1654:1654");
    }

    [Fact]
    public void OneServerForABuild()
    {
        var first = _stage.Done(_stage.ServeImage());
        using var second = _stage.ServeImage();
        second.BuildEngine = _stage.Engine;

        second.Execute().ShouldBeTrue();

        second.Registry.ShouldBe(first.Registry);
        second.Digest.ShouldBe(first.Digest);
    }

    [Theory]
    [InlineData("damaged", "PYC3019", "CONTAINER1018")]
    [InlineData("refused", "PYC3011", "CONTAINER1016")]
    [InlineData("nowhere", "PYC3017", "Name or service not known")]
    public async Task WhyALayerOfTheBaseCannotBeHadIsToldAfterThePush(string image, string code, string reason)
    {
        using var engine = new RecordingBuildEngine();
        using var serving = _stage.ServeImage();
        (serving.BuildEngine, serving.LayoutFolder, serving.BaseRegistry, serving.BaseName, serving.DisplayName) = (
            engine,
            "",
            "registry.test",
            image,
            "the-base"
        );
        serving.ContainersAssembly = Repository.FakeSdkContainers;
        serving.Execute().ShouldBeTrue();
        var layer = (await Get(serving, "manifests/" + serving.Digest))["layers"]![0]!["digest"];
        using var client = new HttpClient();
        using var answer = await client.GetAsync(
            $"http://{serving.Registry}/v2/{image}/blobs/{layer}",
            TestContext.Current.CancellationToken
        );
        answer.IsSuccessStatusCode.ShouldBeFalse();

        using var report = new ReportFailure
        {
            BuildEngine = engine,
            StateFolder = _stage.StateFolder,
            RuntimeIdentifiers = [TaskStage.Rid],
            Registry = serving.Registry,
        };
        (await Task.Run(report.Execute, TestContext.Current.CancellationToken)).ShouldBeFalse();

        engine.OnlyError.Code.ShouldBe(code);
        engine.OnlyError.Message!.ShouldContain("'the-base'");
        engine.OnlyError.Message!.ShouldContain(reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FailureForAnotherReasonIsNotExplained(bool served)
    {
        var registry = served ? _stage.Done(_stage.ServeImage()).Registry : "";
        using var report = new ReportFailure
        {
            BuildEngine = _stage.Engine,
            StateFolder = _stage.StateFolder,
            RuntimeIdentifiers = [TaskStage.Rid],
            Registry = registry,
        };

        report.Execute().ShouldBeTrue();

        _stage.Engine.Errors.ShouldBeEmpty();
    }

    // What failed has been told by then: a second error would hide it.
    [Fact]
    public void HalfAnArchiveIsRemovedWithoutAnotherError()
    {
        using var folder = new TestDirectory();
        using var report = new ReportFailure
        {
            BuildEngine = _stage.Engine,
            StateFolder = _stage.StateFolder,
            RuntimeIdentifiers = [TaskStage.Rid],
            Archive = folder.Write("image.tar", "half"),
            ArchiveBefore = "0",
        };

        report.Execute().ShouldBeTrue();

        _stage.Engine.Errors.ShouldBeEmpty();
        _stage.Engine.Messages.ShouldContain(message => message.Message!.Contains(report.Archive));
        folder.Files().ShouldBeEmpty();
    }

    [Fact]
    public void LayerThatIsGoneIsAFileSystemError()
    {
        File.Delete(_stage.Platform.ReadLayers().Layers[0].Blob.Path);

        _stage.Failed(_stage.ServeImage()).Code.ShouldBe("PYC9001");
    }

    public void Dispose() => _stage.Dispose();
}
