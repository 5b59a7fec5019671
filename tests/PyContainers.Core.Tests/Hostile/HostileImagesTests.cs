using System.Formats.Tar;
using System.Text;
using PyContainers.Core.Bases;
using PyContainers.Core.Elf;
using PyContainers.Core.Images;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Bases;
using PyContainers.Core.Tests.Interpreters;
using PyContainers.Core.Tests.Oci;

namespace PyContainers.Core.Tests.Hostile;

/// <summary>Base images, archives and compiled files that somebody else made.</summary>
public sealed class HostileImagesTests
{
    private const string Config = """
        {"architecture":"amd64","os":"linux","config":{"Env":["PATH=/bin","A=1"],"Labels":{"a":"b"},"User":"1:2",
        "Entrypoint":["a"],"Cmd":["b"],"ExposedPorts":{"80/tcp":{}},"Volumes":{"/x":{}}},
        "history":[{"created_by":"x"},{"created_by":"y","empty_layer":true}],
        "rootfs":{"type":"layers","diff_ids":[
        "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]}}
        """;

    [Fact]
    public void LayersOfABase() => HostileRounds.Run((hostile, _) =>
        BaseImageScanner.Scan([Layer(hostile), Layer(hostile), Damaged(hostile)]));

    [Fact]
    public void ConfigsOfABase() => HostileRounds.Run((hostile, folder) =>
    {
        using var layout = new TinyLayout();
        var config = hostile.Mutate(Config);
        var manifest = hostile.Next(3) == 0 ? hostile.Mutate(Manifest(layout, config)) : Manifest(layout, config);
        var descriptor = layout.Descriptor(
            MediaTypes.OciManifest, manifest, ""","platform":{"os":"linux","architecture":"amd64"}""");
        var image = layout.Open(hostile.Next(3) == 0 ? hostile.Mutate(descriptor) : descriptor).ReadPlatform("amd64");
        ImageComposer.Compose(image, new ImageSettings
        {
            Environment = [new("B", hostile.Name())],
            PathPrefix = ["/opt/bin"],
            Labels = [new(hostile.Name(), "x")],
            Entrypoint = ["x"],
            ExposedPorts = [8080],
            User = "1",
            Created = LayerTime.Default,
        });
    });

    [Fact]
    public void ArchivesOfABase() => HostileRounds.Run((hostile, folder) =>
    {
        var archive = folder["in/base.tar"];
        var list = """[{"Config":"config.json","RepoTags":["base:1"],"Layers":["abc/layer.tar"]}]""";
        SavedImages.Write(archive, hostile.Next(2) == 0, hostile.Next(2) == 0 ? hostile.Mutate(list) : null);
        if (hostile.Next(2) == 0)
            File.WriteAllBytes(archive, hostile.Mutate(File.ReadAllBytes(archive)));
        else if (hostile.Next(2) == 0)
            File.WriteAllBytes(archive, Bytes(Entries(hostile)));
        NothingElse(folder, "in", "cache", () => new ArchivedImage(archive, folder["cache"]).Layout(default));
    });

    [Fact]
    public void ArchivesOfAnInterpreter() => HostileRounds.Run((hostile, folder) =>
    {
        TarEntry[] entries = [.. Entries(hostile), Archives.File("python/bin/python3.13", "x")];
        foreach (var entry in entries.Where(_ => hostile.Next(2) == 0))
            entry.Name = "python/" + entry.Name;
        var bytes = Archives.TarGz(entries);
        var archive = folder.Write("in/a.tar.gz", hostile.Next(4) == 0 ? hostile.Mutate(bytes) : bytes);
        NothingElse(folder, "in", "out", () =>
        {
            var unpacked = InterpreterArchive.Unpack(archive, folder.Folder("out"), default);
            Write(unpacked.Entries("/opt/python", "3.13"), folder["out/layers"], "opt/python");
        });
    });

    [Fact]
    public void CompiledFiles() => HostileRounds.Run((hostile, _) =>
    {
        var file = new ElfBytes
        {
            Needs = ["libc.so.6 GLIBC_2.2.5 GLIBC_2.34", "libm.so.6"],
            RunPath = "$ORIGIN/" + hostile.Any("x", "../../..", "\0"),
            Versions = ["A_1"],
            Symbols = ["PyInit_x"],
            Is64 = hostile.Next(2) == 0,
        }.ToArray();
        for (var round = 0; round < 20; round++)
            CompiledFile.Read(new MemoryStream(hostile.Mutate(file)), "x.so", "dist");
    });

    /// <summary>Writes entries as a layer, and looks at what it has.</summary>
    internal static void Write(IEnumerable<LayerEntry> entries, string folder, string below)
    {
        var blob = LayerWriter.Write(entries, folder, LayerTime.Default, BaseTree.Empty);
        foreach (var entry in Tar.TarText.Entries(blob))
        {
            var name = entry.Name.TrimEnd('/');
            $"{name}/".ShouldSatisfyAllConditions(
                path => (path.StartsWith(below + "/", StringComparison.Ordinal)
                    || below.StartsWith(name, StringComparison.Ordinal)).ShouldBeTrue(path),
                path => $"/{path}".ShouldNotContain("/../"));
        }
    }

    /// <summary>Lets it work, and looks for files where there should be none.</summary>
    internal static void NothingElse(TestDirectory folder, string one, string other, Action action)
    {
        try
        {
            action();
        }
        finally
        {
            folder.Files().Where(file => !file.StartsWith(one + "/", StringComparison.Ordinal)
                && !file.StartsWith(other + "/", StringComparison.Ordinal)).ShouldBeEmpty();
            Directory.Exists("/etc/passwd/x").ShouldBeFalse();
        }
    }

    private static string Manifest(TinyLayout layout, string config) => $$$"""
        {"schemaVersion":2,"mediaType":"{{{MediaTypes.OciManifest}}}",
        "config":{"mediaType":"{{{MediaTypes.OciConfig}}}",
        "digest":"{{{layout.Blob(config)}}}","size":{{{Encoding.UTF8.GetByteCount(config)}}}},"layers":[
        {"mediaType":"{{{MediaTypes.OciLayer}}}","digest":"{{{layout.Blob("layer")}}}","size":5}]}
        """;

    private static Func<Stream> Layer(HostileText hostile) => TinyLayer.Of(Bytes(Entries(hostile)));

    private static Func<Stream> Damaged(HostileText hostile) =>
        hostile.Next(3) == 0 ? TinyLayer.Of(hostile.Mutate(Bytes(Entries(hostile)))) : Layer(hostile);

    private static byte[] Bytes(IEnumerable<TarEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
                writer.WriteEntry(entry);
        }

        return stream.ToArray();
    }

    private static List<TarEntry> Entries(HostileText hostile)
    {
        var names = Enumerable.Range(0, 6).Select(_ => hostile.Name()).Append("etc/passwd").ToList();
        var entries = new List<TarEntry>();
        for (var left = 12; left > 0; left--)
        {
            var name = hostile.Any<string>(names) + hostile.Any("", "", "/a", "/.wh.a", "/.wh..wh..opq", "/libc.so.6");
            var type = hostile.Any(TarEntryType.RegularFile, TarEntryType.Directory, TarEntryType.SymbolicLink,
                TarEntryType.HardLink, TarEntryType.Fifo, TarEntryType.CharacterDevice);
            try
            {
                var entry = new PaxTarEntry(type, name);
                if (type is TarEntryType.SymbolicLink or TarEntryType.HardLink)
                    entry.LinkName = hostile.Any<string>(names);
                if (type is TarEntryType.RegularFile)
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(hostile.Mutate("a:x:0:0::/:/bin/sh\n")));
                entries.Add(entry);
            }
            catch (ArgumentException)
            {
                // .NET writes no such name
            }
        }

        return entries;
    }
}
