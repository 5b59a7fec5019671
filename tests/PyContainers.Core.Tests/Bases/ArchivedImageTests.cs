using System.Formats.Tar;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Bases;

public sealed class ArchivedImageTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SavedImageBecomesALayoutWithCompressedLayers(bool compressed)
    {
        SavedImages.Write(_folder["base.tar"], compressed);

        var layout = OciLayout.Open(Layout());

        var image = layout.ReadPlatform("amd64");
        var layer = image.Manifest.Layers.ShouldHaveSingleItem();
        File.ReadAllBytes(layout.BlobPath(layer.Digest))[..2].ShouldBe([0x1f, 0x8b]);
        var scanned = BaseImageScanner.Scan(
            [() => File.OpenRead(layout.BlobPath(layer.Digest))], TestContext.Current.CancellationToken);
        scanned.Tree.IsFile("etc/passwd").ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(_folder["cache/bases/archives"]).ShouldBe([layout.Folder]);
    }

    [Fact]
    public void LayoutInAnArchiveIsUnpackedAsItIs()
    {
        SavedImages.Write(_folder["base.tar"]);
        var layout = Layout();
        TarFile.CreateFromDirectory(layout, _folder["oci.tar"], includeBaseDirectory: false);

        var copy = new ArchivedImage(_folder["oci.tar"], _folder["cache"])
            .Layout(TestContext.Current.CancellationToken);

        copy.ShouldNotBe(layout);
        OciLayout.Open(copy).ReadPlatform("amd64").Digest
            .ShouldBe(OciLayout.Open(layout).ReadPlatform("amd64").Digest);
    }

    [Fact]
    public void SameContentIsUnpackedOnce()
    {
        SavedImages.Write(_folder["base.tar"]);
        var layout = Layout();
        var before = new FileInfo(Path.Combine(layout, "index.json")).CreationTimeUtc;
        File.Copy(_folder["base.tar"], _folder["copy.tar"]);

        new ArchivedImage(_folder["copy.tar"], _folder["cache"]).Layout(TestContext.Current.CancellationToken)
            .ShouldBe(layout);
        new FileInfo(Path.Combine(layout, "index.json")).CreationTimeUtc.ShouldBe(before);
    }

    [Theory]
    [InlineData("""[]""", "one image at a time")]
    [InlineData("""[{"Config":"config.json"},{"Config":"config.json"}]""", "one image at a time")]
    [InlineData("""[{"Layers":[]}]""", "without a config")]
    [InlineData("""{}""", "not a list")]
    [InlineData("""[{"Config":"../../secret","Layers":[]}]""", "'../../secret' is not in it")]
    [InlineData("""[{"Config":"config.json","Layers":["gone/layer.tar"]}]""", "'gone/layer.tar' is not in it")]
    [InlineData("""[{"Config":"a\u0000b","Layers":[]}]""", "is not in it")]
    [InlineData("""[{"Config":"\ud800","Layers":[]}]""", "is not valid JSON")]
    public void WhatIsNoImageIsRefusedAndLeavesNothing(string list, string why)
    {
        File.WriteAllText(_folder["secret"], "{}");
        SavedImages.Write(_folder["base.tar"], list: list);

        var error = Failure.Of(() => Layout());

        error.Code.ShouldBe("PYC3020");
        error.Message.ShouldContain(why);
        Directory.EnumerateFileSystemEntries(_folder["cache/bases/archives"]).ShouldBeEmpty();
    }

    [Fact]
    public void FileThatIsMissingOrNoArchiveIsRefused()
    {
        Failure.Of(() => Layout()).Code.ShouldBe("PYC3020");
        _folder.Write("base.tar", new string('x', 4096));
        Failure.Of(() => Layout()).Code.ShouldBe("PYC3020");
        Digests.OfFile(_folder["base.tar"]).ShouldNotBeEmpty();
    }

    // Each link stays inside by its name; the second lies behind the first, from where its target is outside.
    [Fact]
    public void LinksBehindLinksDoNotLeadOutOfTheCache()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs symbolic links");
        using (var writer = new TarWriter(File.Create(_folder["base.tar"])))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "t/"));
            Link(writer, "p/q/r/s", "../../../t");
            Link(writer, "p/q/r/s/l", "../../../../x");
            Link(writer, "p/q/r/s/m", "../../../..");
            using var content = new MemoryStream("outside"u8.ToArray());
            foreach (var name in new[] { "p/q/r/s/l", "p/q/r/s/m/y", "t/l/z" })
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content });
        }

        Failure.Of(() => Layout()).Code.ShouldBe("PYC3020");

        _folder.Files().ShouldBe(["base.tar"]);

        static void Link(TarWriter writer, string path, string target) =>
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target });
    }

    [Fact]
    public void LayoutThatNobodyUsesGoesWithTheNextOne()
    {
        var old = _folder.Folder("cache/bases/archives/old");
        Directory.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-31));
        SavedImages.Write(_folder["base.tar"]);

        Layout();

        Directory.Exists(old).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private string Layout() =>
        new ArchivedImage(_folder["base.tar"], _folder["cache"]).Layout(TestContext.Current.CancellationToken);
}
