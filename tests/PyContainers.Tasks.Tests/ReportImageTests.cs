using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Common;

namespace PyContainers.Tasks.Tests;

public sealed class ReportImageTests : IDisposable
{
    private readonly TaskStage _stage = new();

    private static TaskItem Image(string digest, params long[] sizes) =>
        new(
            "image",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ManifestDigest"] = digest,
                ["Manifest"] = $$"""{"config":{},"layers":[{{string.Join(',', sizes.Select(Layer))}}]}""",
            }
        );

    private static string Layer(long size, int i) =>
        $$"""{"mediaType":"layer","digest":"sha256:{{i}}-{{size}}","size":{{size}}}""";

    [Theory]
    [InlineData("", "", "web -> me/web:1,latest (2 layers, 30.5 MB)")]
    [InlineData("ghcr.io", "", "web -> ghcr.io/me/web:1,latest@sha256:aa (2 layers, 30.5 MB)")]
    [InlineData("ghcr.io", "/out/web.tar.gz", "web -> /out/web.tar.gz (2 layers, 30.5 MB)")]
    public void OneLineTellsWhatIsWhere(string registry, string archive, string line)
    {
        // Twice: the SDK returns an image once more where PublishContainer calls the target that makes it.
        _stage.Done(
            new ReportImage
            {
                StateFolder = _stage.StateFolder,
                ProjectName = "web",
                Registry = registry,
                Repository = "me/web",
                Tags = ["1", "latest"],
                ArchivePath = archive,
                Images = [Image("sha256:aa", 30_000_000, 500_000), Image("sha256:aa", 30_000_000, 500_000)],
            }
        );

        _stage
            .Engine.Messages.Where(message => message.Importance == MessageImportance.High)
            .ShouldHaveSingleItem()
            .Message.ShouldBe(line);
    }

    [Fact]
    public void PlatformsShareLayersAndTheIndexHasTheDigest()
    {
        _stage.Done(
            new ReportImage
            {
                StateFolder = _stage.StateFolder,
                ProjectName = "web",
                Registry = "ghcr.io",
                Repository = "web",
                Tags = ["1"],
                Images = [Image("sha256:aa", 5000, 1000), Image("sha256:bb", 5000, 2000)],
                Index = "{}",
            }
        );

        _stage.Engine.Messages.ShouldContain(message =>
            message.Message == "web -> ghcr.io/web:1@" + Digests.Of("{}") + " (3 layers, 0.008 MB)");
    }

    public void Dispose() => _stage.Dispose();
}
