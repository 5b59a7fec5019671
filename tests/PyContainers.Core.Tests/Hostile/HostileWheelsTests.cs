using System.Text;
using PyContainers.Core.Environments;
using PyContainers.Core.Sbom;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Environments;
using PyContainers.Core.Tests.Sbom;

namespace PyContainers.Core.Tests.Hostile;

/// <summary>Distributions that somebody else made, as uv has installed them.</summary>
public sealed class HostileWheelsTests
{
    private const string Site = "app/.venv/lib/python3.13/site-packages";

    private const string EntryPoints =
        "[console_scripts]\nserve = shop.cli:main [fast]\n[gui_scripts]\nshow=shop.gui:Main.run\n";

    private const string Metadata = """
        Metadata-Version: 2.4
        Name: shop
        Version: 1
        License-Expression: MIT OR Apache-2.0
        Classifier: License :: OSI Approved :: MIT License
        Requires-Dist: click>=8; extra == "fast"
        Project-URL: Source, https://example.org/shop

        Text
        """;

    [Fact]
    public void FilesAndRecords() => HostileRounds.Run((hostile, folder) =>
    {
        var staging = new Staging(folder, "in/env");
        foreach (var distribution in new[] { "shop-1", "core-2", $"{hostile.FileName()}-1" })
        {
            staging.Install(
                distribution,
                hostile.Mutate("Root-Is-Purelib: true\nTag: py3-none-any\n"),
                ($"{distribution}.dist-info/entry_points.txt", hostile.Mutate(EntryPoints)),
                ($"shop/{hostile.FileName()}", "x"),
                ("shop/both.py", distribution));
            for (var left = hostile.Next(4); left > 0; left--)
                staging.Record(distribution, new RecordLine(
                    hostile.Name(), hostile.Any("", "sha256=", "sha256=x", "md5=1"),
                    hostile.Any("", "-1", "x", "9e9")));
        }

        if (hostile.Next(2) == 0)
        {
            var record = folder[$"{staging.SitePackages}/core-2.dist-info/RECORD"];
            File.WriteAllText(record, hostile.Mutate(File.ReadAllText(record)));
        }

        HostileImagesTests.NothingElse(folder, "in", "out", () =>
        {
            var read = staging.Read();
            var entries = new EnvironmentEntries(read, new ImagePaths(), "3.13", new RecordingLog());
            HostileImagesTests.Write(
                read.Distributions.SelectMany(entries.Of).ToList(), folder["out/layers"], "app/.venv");
            ConsoleScriptCheck.Run(read, new HashSet<string> { "shop" }, new RecordingLog());
        });
    });

    [Fact]
    public void WhatTheSbomReads() => HostileRounds.Run((hostile, _) =>
    {
        var info = $"{Site}/{hostile.Any("shop-1", "shop", "-1", "a-b-c")}.dist-info";
        var bytes = LayerBytes.Of(
            ($"{info}/METADATA", Bytes(hostile.Mutate(Metadata))),
            ($"{info}/RECORD", Bytes(hostile.Mutate(
                $"shop/a.py,,\n../../../bin/x,,\n{info[(Site.Length + 1)..]}/RECORD,,\n"))),
            ($"{info}/WHEEL", Bytes(hostile.Mutate("Tag: py3-none-any\n"))),
            ($"{info}/sboms/x.json", Bytes(hostile.Mutate("""
                {"bomFormat":"CycloneDX","components":[{"type":"library","name":"z","version":"1","purl":"pkg:a/z@1"}]}
                """))),
            ($"{Site}/shop/a.py", Bytes("x")));
        FragmentReader.Read(new MemoryStream(bytes), default);
    });

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
