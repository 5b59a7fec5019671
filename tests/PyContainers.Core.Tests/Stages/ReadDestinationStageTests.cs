using PyContainers.Core.Images;
using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class ReadDestinationStageTests : IDisposable
{
    private static readonly Dictionary<string, string> s_inputs =
        new(StringComparer.Ordinal) { [Publish.Rid] = "inputs" };

    private readonly TestDirectory _root = new();

    [Theory]
    [InlineData("inputs", "sha256:there")]
    [InlineData("others", null)]
    [InlineData(null, null)]
    public void RegistryIsAskedForEveryTag(string? label, string? digest)
    {
        var asked = new List<string>();
        ReadImage read = (image, runtimeIdentifier, _) =>
        {
            asked.Add($"{image.Registry}/{image.Repository}:{image.Tag} {runtimeIdentifier}");
            return new ImageAnswer(Image(label), IsMissing: false, "");
        };
        var options = new ReadDestinationOptions("", "registry.test", "web", ["latest"], [Publish.Rid]);

        using var published = new ReadDestinationStage(options, () => read).Run();

        published.Find(s_inputs, TestContext.Current.CancellationToken).ShouldBe(digest);
        asked.ShouldBe(["registry.test/web:latest linux-x64"]);
    }

    [Theory]
    [InlineData("inputs", true)]
    [InlineData("others", false)]
    public void EngineIsAskedForTheLabel(string label, bool there)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engine of this test is a shell script");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        var engine = _root.Write("docker", $"#!/bin/sh\necho {label}\n");
        File.SetUnixFileMode(engine, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new ReadDestinationOptions(engine, "", "web", ["latest"], [Publish.Rid]);

        using var published = new ReadDestinationStage(options, () => throw new InvalidOperationException()).Run();

        published.Find(s_inputs, TestContext.Current.CancellationToken).ShouldBe(there ? "" : null);
    }

    public void Dispose() => _root.Dispose();

    private static OciImage Image(string? inputs)
    {
        var edit = ImageConfig.Parse("{}").Edit();
        edit.SetLabels(inputs is null ? [] : [new(InputHash.Label, inputs)]);
        return new OciImage(Manifest.Parse("""{"config":{},"layers":[]}"""), edit.ToConfig(), "sha256:there");
    }
}
