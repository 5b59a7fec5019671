using System.Text.Json.Nodes;
using PyContainers.Core.Images;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class ComposeImageStageTests : IDisposable
{
    private readonly Publish _publish = new Publish().Staged();

    public ComposeImageStageTests() => _publish.WriteLayers();

    private ComposeImageOptions Options => _publish.ComposeImageOptions;

    private JsonNode Config() => JsonNode.Parse(File.ReadAllText(_publish.Platform.Config))!["config"]!;

    [Fact]
    public void StartsWithTheInferredCommandAsTheUser()
    {
        _publish.ComposeImage();

        var config = Config();
        config["User"]!.GetValue<string>().ShouldBe("1654:1654");
        config["Entrypoint"]!.AsArray().Select(node => node!.GetValue<string>()).ShouldBe(["/app/.venv/bin/demo"]);
        config["Cmd"].ShouldBeNull();
        config["Labels"]!["base.label"]!.GetValue<string>().ShouldBe("kept");
    }

    [Fact]
    public void SameIngredientsAreTheSameImage()
    {
        _publish.ComposeImage();
        var (config, inputs) = (File.ReadAllText(_publish.Platform.Config), File.ReadAllText(_publish.Platform.Inputs));

        _publish.ComposeImage();
        File.ReadAllText(_publish.Platform.Config).ShouldBe(config);
        File.ReadAllText(_publish.Platform.Inputs).ShouldBe(inputs);
        Config()["Labels"]![InputHash.Label]!.GetValue<string>().ShouldBe(inputs);

        _publish.ComposeImage(Options with { SdkSettings = "another port" });
        File.ReadAllText(_publish.Platform.Inputs).ShouldNotBe(inputs);
    }

    [Fact]
    public void UsersVariablesAndLabelsWin()
    {
        _publish.ComposeImage(Options with
        {
            EnvironmentVariables = [new("PYTHONUNBUFFERED", "0"), new("ODD", "a;b:c=d")],
            Labels = [new("org.opencontainers.image.title", "Mine: a;b")],
        });

        var config = Config();

        var variables = config["Env"]!.AsArray().Select(node => node!.GetValue<string>()).ToList();
        variables.ShouldContain("PYTHONUNBUFFERED=0");
        variables.ShouldNotContain("PYTHONUNBUFFERED=1");
        variables.ShouldContain("ODD=a;b:c=d");
        config["Labels"]!["org.opencontainers.image.title"]!.GetValue<string>().ShouldBe("Mine: a;b");
    }

    [Theory]
    [InlineData("/opt/py", "/opt/py/lib/libpython3.13.so.1.0")]
    [InlineData("", null)]
    public void ProgramThatEmbedsPythonIsToldWhereItsLibraryIs(string interpreter, string? library)
    {
        _publish.ComposeImage(Options with { EmbeddedInterpreter = interpreter });

        Config()["Env"]!.AsArray().Select(node => node!.GetValue<string>())
            .SingleOrDefault(variable => variable.StartsWith("PYTHONNET_PYDLL=", StringComparison.Ordinal))
            .ShouldBe(library is null ? null : "PYTHONNET_PYDLL=" + library);
    }

    [Theory]
    [InlineData(true, "MIT", "https://git.example/demo")]
    [InlineData(false, null, null)]
    public void ProjectDescribesTheImageThatItIs(bool isProject, string? license, string? source)
    {
        _publish.Write("project/pyproject.toml", ProjectBuilder.DescribedPyproject());
        _publish.RestoreProject();
        _publish.ComposeImage(Options with { DescribeProject = isProject });

        var labels = Config()["Labels"]!;
        ((string?)labels["org.opencontainers.image.licenses"]).ShouldBe(license);
        ((string?)labels["org.opencontainers.image.source"]).ShouldBe(source);
    }

    [Fact]
    public void PythonIsToldOfTheBasesCertificates()
    {
        _publish.ComposeImage();

        Config()["Env"]!
            .AsArray()
            .Select(node => node!.GetValue<string>())
            .ShouldContain("SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt");
    }

    [Fact]
    public void NoLabelsOfOursWhenNoneAreWanted()
    {
        _publish.ComposeImage(Options with { GenerateLabels = false });

        Config()["Labels"]!.AsObject().Select(label => label.Key).ShouldBe(["base.label"]);
    }

    [Fact]
    public void HealthCommandIsALabelEvenWhereNoneAreMade()
    {
        string[] command = ["check", "--url", "http://localhost/<'id'>"];
        _publish.ComposeImage(Options with { GenerateLabels = false, HealthCommand = command });

        Config()["Labels"]!["dev.pycontainers.health"]!
            .GetValue<string>()
            .ShouldBe("""["check","--url","http://localhost/<'id'>"]""");
    }

    [Fact]
    public void LayerThatIsGoneIsAFileSystemError()
    {
        File.Delete(_publish.Platform.ReadLayers().Layers[0].Blob.Path);

        Should.Throw<IOException>(() => _publish.ComposeImage());
    }

    public void Dispose() => _publish.Dispose();
}
