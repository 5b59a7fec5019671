using System.Text.Json.Nodes;
using Microsoft.Build.Utilities;
using PyContainers.Core.Images;

namespace PyContainers.Tasks.Tests;

public sealed class ComposeImageTests : IDisposable
{
    private readonly TaskStage _stage = new TaskStage().Staged();

    public ComposeImageTests() => _stage.Done(_stage.CreateLayers());

    private JsonNode Config() => JsonNode.Parse(File.ReadAllText(_stage.Platform.Config))!["config"]!;

    [Fact]
    public void StartsWithTheInferredCommandAsTheUser()
    {
        _stage.Done(_stage.ComposeImage());

        var config = Config();
        config["User"]!.GetValue<string>().ShouldBe("1654:1654");
        config["Entrypoint"]!.AsArray().Select(node => node!.GetValue<string>()).ShouldBe(["/app/.venv/bin/demo"]);
        config["Cmd"].ShouldBeNull();
        config["Labels"]!["base.label"]!.GetValue<string>().ShouldBe("kept");
    }

    [Fact]
    public void SameIngredientsAreTheSameImage()
    {
        _stage.Done(_stage.ComposeImage());
        var (config, inputs) = (File.ReadAllText(_stage.Platform.Config), File.ReadAllText(_stage.Platform.Inputs));

        _stage.Done(_stage.ComposeImage());
        (File.ReadAllText(_stage.Platform.Config), File.ReadAllText(_stage.Platform.Inputs)).ShouldBe((config, inputs));
        Config()["Labels"]![InputHash.Label]!.GetValue<string>().ShouldBe(inputs);

        var other = _stage.ComposeImage();
        other.SdkSettings = "another port";
        _stage.Done(other);
        File.ReadAllText(_stage.Platform.Inputs).ShouldNotBe(inputs);
    }

    [Fact]
    public void UsersVariablesAndLabelsWin()
    {
        var task = _stage.ComposeImage();
        task.EnvironmentVariables = [Item("PYTHONUNBUFFERED", "0"), Item("ODD", "a;b:c=d")];
        task.Labels = [Item("org.opencontainers.image.title", "Mine: a;b")];
        _stage.Done(task);

        var config = Config();

        var variables = config["Env"]!.AsArray().Select(node => node!.GetValue<string>()).ToList();
        variables.ShouldContain("PYTHONUNBUFFERED=0");
        variables.ShouldNotContain("PYTHONUNBUFFERED=1");
        variables.ShouldContain("ODD=a;b:c=d");
        config["Labels"]!["org.opencontainers.image.title"]!.GetValue<string>().ShouldBe("Mine: a;b");
    }

    [Theory]
    [InlineData(true, "MIT", "https://git.example/demo")]
    [InlineData(false, null, null)]
    public void ProjectDescribesTheImageThatItIs(bool isProject, string? license, string? source)
    {
        _stage.Write("project/pyproject.toml", ProjectBuilder.DescribedPyproject());
        _stage.Done(_stage.RestoreProject());
        var task = _stage.ComposeImage();
        task.DescribeProject = isProject;
        _stage.Done(task);

        var labels = Config()["Labels"]!;
        ((string?)labels["org.opencontainers.image.licenses"]).ShouldBe(license);
        ((string?)labels["org.opencontainers.image.source"]).ShouldBe(source);
    }

    [Fact]
    public void NoLabelsOfOursWhenNoneAreWanted()
    {
        var task = _stage.ComposeImage();
        task.GenerateLabels = false;
        _stage.Done(task);

        Config()["Labels"]!.AsObject().Select(label => label.Key).ShouldBe(["base.label"]);
    }

    [Fact]
    public void HealthCommandIsALabelEvenWhereNoneAreMade()
    {
        var task = _stage.ComposeImage();
        (task.GenerateLabels, task.HealthCommand) = (false, ["check", "--url", "http://localhost/<'id'>"]);
        _stage.Done(task);

        Config()["Labels"]!["dev.pycontainers.health"]!
            .GetValue<string>()
            .ShouldBe("""["check","--url","http://localhost/<'id'>"]""");
    }

    [Fact]
    public void LayerThatIsGoneIsAFileSystemError()
    {
        File.Delete(_stage.Platform.ReadLayers().Layers[0].Blob.Path);

        _stage.Failed(_stage.ComposeImage()).Code.ShouldBe("PYC9001");
    }

    private static TaskItem Item(string name, string value) =>
        new(name, new Dictionary<string, string>(StringComparer.Ordinal) { ["Value"] = value });

    public void Dispose() => _stage.Dispose();
}
