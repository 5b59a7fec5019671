using PyContainers.Core.Kits;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Kits;

/// <summary>A small kit of five archives.</summary>
internal static class MadeKit
{
    /// <summary>The system that it is for.</summary>
    public const string Host = "linux-x64";

    /// <summary>Writes one.</summary>
    public static void Write(
        TestDirectory folder, RecordingLog log, string wheel, string to = "kit", string source = "source")
    {
        var uv = folder.Write(source + "/uv", "#!/bin/sh\n");
        var module = folder.Write($"{source}/{wheel}.py", wheel);
        var cancellation = TestContext.Current.CancellationToken;
        var writer = KitWriter.Open(folder[to], log);
        var python = writer.Add(
            "python",
            [
                new BytesEntry("downloads.json", "{}"u8.ToArray()),
                new BytesEntry("archives/123456789-python.tar.gz", "archive"u8.ToArray()),
            ],
            cancellation);
        writer.Complete(new KitFile(
            KitFile.OfParts,
            new(StringComparer.Ordinal)
            {
                ["version"] = "0.13.8",
                [Host] = writer.Add("uv-" + Host, [new FileEntry("uv", uv, Executable: true)], cancellation),
            },
            writer.Add(
                "wheels",
                [
                    new LinkEntry($"wheels-v7/pypi/{wheel}/1.0-any", "../../../archive-v0/abc"),
                    new FileEntry($"archive-v0/abc/{wheel}.py", module),
                ],
                cancellation),
            PythonDownloads: null,
            PythonArchives: null,
            python,
            writer.Add(
                "images", [new BytesEntry("registry.example.com+base+1.0/oci-layout", "{}"u8.ToArray())], cancellation),
            writer.Add("layers", [new BytesEntry("keys/one.json", "{}"u8.ToArray())], cancellation),
            "registry.example.com/base:1.0",
            Parts: null));
    }
}
