using System.Text.Json.Nodes;
using Microsoft.Build.Utilities;

namespace PyContainers.Tasks.Tests;

public sealed class ServeImageTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Staged();

    public ServeImageTests() => _stage.Done(_stage.CreateLayers());

    private static async Task<JsonNode> Get(ServeImage task, string path)
    {
        using var client = new HttpClient();
        return JsonNode.Parse(await client.GetStringAsync($"http://{task.Registry}/v2/{task.BaseName}/{path}", TestContext.Current.CancellationToken))!;
    }

    private static async Task<JsonNode> Config(ServeImage task)
    {
        var manifest = await Get(task, "manifests/" + task.Digest);
        return (await Get(task, "blobs/" + manifest["config"]!["digest"]))["config"]!;
    }

    [Fact]
    public async Task ServesBaseAndOurLayers()
    {
        var task = _stage.Done(_stage.ServeImage());

        var manifest = await Get(task, "manifests/" + task.Digest);
        manifest["layers"]!.AsArray().Count.ShouldBe(1 + Core.Layers.WrittenLayers.Load(_stage.Platform.Layers)!.Layers.Count);
        var config = await Config(task);
        config["User"]!.GetValue<string>().ShouldBe("1654:1654");
        config["Entrypoint"]!.AsArray().Select(node => node!.GetValue<string>()).ShouldBe(["/app/.venv/bin/demo"]);
        config["Cmd"].ShouldBeNull();
        config["Labels"]!["base.label"]!.GetValue<string>().ShouldBe("kept");
    }

    [Fact]
    public async Task UsersVariablesAndLabelsWin()
    {
        var task = _stage.ServeImage();
        task.EnvironmentVariables = [Item("PYTHONUNBUFFERED", "0"), Item("ODD", "a;b:c=d")];
        task.Labels = [Item("org.opencontainers.image.title", "Mine: a;b")];
        _stage.Done(task);

        var config = await Config(task);

        var variables = config["Env"]!.AsArray().Select(node => node!.GetValue<string>()).ToList();
        variables.ShouldContain("PYTHONUNBUFFERED=0");
        variables.ShouldNotContain("PYTHONUNBUFFERED=1");
        variables.ShouldContain("ODD=a;b:c=d");
        config["Labels"]!["org.opencontainers.image.title"]!.GetValue<string>().ShouldBe("Mine: a;b");
    }

    [Fact]
    public async Task PythonIsToldOfTheBasesCertificates()
    {
        var task = _stage.Done(_stage.ServeImage());

        (await Config(task))["Env"]!.AsArray().Select(node => node!.GetValue<string>()).ShouldContain("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt");
    }

    [Fact]
    public async Task NoLabelsOfOursWhenNoneAreWanted()
    {
        var task = _stage.ServeImage();
        task.GenerateLabels = false;
        _stage.Done(task);

        (await Config(task))["Labels"]!.AsObject().Select(label => label.Key).ShouldBe(["base.label"]);
    }

    [Fact]
    public async Task HealthCommandIsALabelEvenWhereNoneAreMade()
    {
        var task = _stage.ServeImage();
        (task.GenerateLabels, task.HealthCommand) = (false, ["check", "--url", "http://localhost/<'id'>"]);
        _stage.Done(task);

        (await Config(task))["Labels"]!["dev.pycontainers.health"]!.GetValue<string>().ShouldBe("""["check","--url","http://localhost/<'id'>"]""");
        _stage.Engine.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("check", true, "PYC3004")]
    [InlineData("check", false, null)]
    [InlineData("", true, null)]
    public void EngineThatWouldCheckHealthIsAWarning(string command, bool engine, string? code)
    {
        var task = _stage.ServeImage();
        (task.HealthCommand, task.EngineWouldCheckHealth) = (command.Length > 0 ? [command] : [], engine);
        _stage.Done(task);

        _stage.Engine.Warnings.SingleOrDefault()?.Code.ShouldBe(code);
        _stage.Engine.Warnings.Count.ShouldBe(code is null ? 0 : 1);
    }

    [Fact]
    public async Task InnerBuildFindsItsUser()
    {
        var served = _stage.Done(_stage.ServeImage());
        using var inner = new UseLoopback { BuildEngine = _stage.Engine, Registry = served.Registry, Repository = served.BaseName, Digest = served.Digest, RuntimeIdentifier = TaskStage.Rid };

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

    [Fact]
    public void LayerThatIsGoneIsAFileSystemError()
    {
        File.Delete(Core.Layers.WrittenLayers.Load(_stage.Platform.Layers)!.Layers[0].Blob.Path);

        _stage.Failed(_stage.ServeImage()).Code.ShouldBe("PYC9001");
    }

    private static TaskItem Item(string name, string value) => new(name, new Dictionary<string, string>(StringComparer.Ordinal) { ["Value"] = value });

    public void Dispose() => _stage.Dispose();
}
