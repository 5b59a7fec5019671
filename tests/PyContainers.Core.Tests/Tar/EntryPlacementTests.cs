using System.Formats.Tar;
using PyContainers.Core.Bases;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;
using static PyContainers.Core.Tests.Oci.TinyLayer;

namespace PyContainers.Core.Tests.Tar;

public sealed class EntryPlacementTests
{
    // A Debian in small: links in the place of folders, a shared folder, homes.
    private static readonly BaseTree s_base = Tree(
        Link("bin", "usr/bin"),
        Link("lib", "usr/lib"),
        Folder("usr/bin", 0b111_101_101),
        Folder("usr/lib", 0b111_101_101),
        Folder("tmp", 0b1_111_111_111),
        Folder("var/tmp", 0b1_111_111_111),
        Folder("home/app", 0b111_000_000, 1654, 1654),
        Folder("run", 0b111_101_101),
        Link("var/run", "/run"),
        Link("var/spool", "run/spool"),
        Link("circle", "circle"),
        Link("etc/localtime", "/usr/share/zoneinfo/UTC"),
        File("usr/share/zoneinfo/UTC"),
        File("etc/hostname")
    );

    [Theory]
    [InlineData("tmp/a.txt", "1777 0:0 tmp, tmp/a.txt")]
    [InlineData("var/tmp/a.txt", "755 0:0 var, 1777 0:0 var/tmp, var/tmp/a.txt")]
    [InlineData("home/app/a.txt", "755 0:0 home, 700 1654:1654 home/app, home/app/a.txt")]
    [InlineData("lib/conf.txt", "755 0:0 usr, 755 0:0 usr/lib, usr/lib/conf.txt")]
    [InlineData("bin/tool", "755 0:0 usr, 755 0:0 usr/bin, usr/bin/tool")]
    [InlineData("lib/x/conf.txt", "755 0:0 usr, 755 0:0 usr/lib, new usr/lib/x, usr/lib/x/conf.txt")]
    [InlineData("var/run/app.sock", "755 0:0 run, run/app.sock")]
    [InlineData("var/spool/x", "755 0:0 run, new run/spool, run/spool/x")] // links, and nothing is there yet
    [InlineData("home/other/x", "755 0:0 home, new home/other, home/other/x")]
    [InlineData("opt/x", "new opt, opt/x")]
    [InlineData("etc/hostname", "755 0:0 etc, etc/hostname")]
    [InlineData("etc/localtime", "755 0:0 etc, etc/localtime")]
    public void FoldersOfTheBaseStayAsTheyAreAndLinksAreFollowed(string path, string entries) =>
        Shown(TarText.Text(path, "x")).ShouldBe(entries);

    [Theory]
    [InlineData("tmp", "1777 0:0 tmp")] // everybody may write
    [InlineData("tmp/cache", "1777 0:0 tmp, writable tmp/cache")]
    [InlineData("home/app", "755 0:0 home, 700 1654:1654 home/app")] // it is the user's
    [InlineData("var/run", "writable run")] // root's: it has to change for what is asked
    [InlineData("run/app", "755 0:0 run, writable run/app")]
    [InlineData("data", "writable data")]
    public void WritableFolderOfTheBaseChangesOnlyWhereItMust(string path, string entries) =>
        Shown(new DirectoryEntry(path) { Writer = 1654 }).ShouldBe(entries);

    [Theory]
    [InlineData("etc/hostname/x")]
    [InlineData("lib")]
    [InlineData("tmp")]
    [InlineData("circle/x")]
    public void WhatTheBaseWouldLoseIsAnError(string path) =>
        Failure.Of(() => Paths(s_base, TarText.Text(path, "x"))).Code.ShouldBe("PYC3039");

    [Fact]
    public void FolderInPlaceOfAFileIsAnError() =>
        Failure.Of(() => Paths(s_base, new DirectoryEntry("etc/hostname"))).Code.ShouldBe("PYC3039");

    [Fact]
    public void OwnLinksAreFollowedToo() =>
        Paths(BaseTree.Empty, new LinkEntry("app/config", "conf.d"), TarText.Text("app/conf.d/a", "1"),
                TarText.Text("app/config/b", "2"))
            .ShouldBe(["app", "app/conf.d", "app/conf.d/a", "app/conf.d/b", "app/config"]);

    [Fact]
    public void WhatIsInAWritableFolderIsTheWritersUpToAFolderThatIsNot()
    {
        var entries = EntryOrder.Complete(
            [
                new DirectoryEntry("app/data") { Writer = 7 },
                new DirectoryEntry("app/data/env"),
                TarText.Text("app/data/db.sqlite", "1"),
                TarText.Text("app/data/deep/run.sh", "#!/bin/sh\n"),
                TarText.Text("app/data/env/x", "1"),
                TarText.Text("app/main.py", "1"),
            ],
            BaseTree.Empty);

        entries.Where(entry => entry.Writer == 7).Select(entry => entry.Path)
            .ShouldBe(["app/data", "app/data/db.sqlite", "app/data/deep", "app/data/deep/run.sh"]);
    }

    [Fact]
    public void TreeIsTheSameAfterItWasSaved()
    {
        using var folder = new TestDirectory();
        var file = new BuildState(folder.Path).For("linux-x64").BaseTree;
        file.Write(s_base);

        var tree = file.Read();

        foreach (var path in new[] { "lib/x", "tmp", "opt/python", "var/run" })
            tree.Around(path).ShouldBe(s_base.Around(path));
        (tree.Around("opt/python") == tree.Around("srv/python")).ShouldBeFalse();
        tree.Folder("tmp")!.Mode.ShouldBe(0b1_111_111_111);
        folder.Write("linux-x64/base-tree.json", "{");
        file.TryRead().ShouldBeNull();
    }

    [Fact]
    public void LaterLayersDecideWhoMayDoWhat()
    {
        var tree = BaseImageScanner.Scan(
        [
            Archive(Folder("srv", 0b111_101_101), File("srv/a")),
            Archive(Folder("srv", 0b111_000_000, 5, 6)),
        ], TestContext.Current.CancellationToken).Tree;

        var folder = tree.Folder("srv")!;
        (folder.Mode, folder.Uid, folder.Gid, folder.Files).ShouldBe((0b111_000_000, 5, 6, folder.Files));
        folder.Files.ShouldBe(["a"]);
        (folder.MayEnter(5, 0), folder.MayEnter(7, 6), folder.MayEnter(0, 0)).ShouldBe((true, false, true));
    }

    private static string Shown(LayerEntry entry) =>
        string.Join(", ", EntryOrder.Complete([entry], s_base).Select(one => one switch
        {
            DirectoryEntry { Writer: not null } => $"writable {one.Path}",
            DirectoryEntry { Kept: { } kept } =>
                $"{Convert.ToString(kept.Mode, 8)} {kept.Uid}:{kept.Gid} {kept.Path}",
            DirectoryEntry => $"new {one.Path}",
            _ => one.Path,
        }));

    private static IEnumerable<string> Paths(BaseTree below, params LayerEntry[] entries) =>
        EntryOrder.Complete(entries, below).Select(entry => entry.Path);

    private static GnuTarEntry Folder(string path, int mode, int uid = 0, int gid = 0) =>
        new(TarEntryType.Directory, path + "/") { Mode = (UnixFileMode)mode, Uid = uid, Gid = gid };

    private static BaseTree Tree(params TarEntry[] entries) => BaseImageScanner.Scan([Archive(entries)]).Tree;
}
