using System.Formats.Tar;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Tar;

public sealed class LayerWriterTests : IDisposable
{
    private static readonly LayerEntry[] s_fixed =
    [
        TarText.Text("app/run.sh", "#!/bin/sh\n", executable: true),
        TarText.Text("app/a.txt", "text"),
        new LinkEntry("app/x", "a.txt"),
        new LinkEntry("app/py", "/opt/python/bin/python3"),
        new DirectoryEntry("var/data") { Writer = 1654 },
    ];

    private readonly TestDirectory _folder = new();

    [Fact]
    public void EntriesAreSortedWithParentsFixedModesAndOwners() => TarText.Listing(Write(s_fixed)).ShouldBe(
    [
        "drwxr-xr-x 0/0 app",
        "-rw-r--r-- 0/0 app/a.txt",
        "lrwxrwxrwx 0/0 app/py -> /opt/python/bin/python3",
        "-rwxr-xr-x 0/0 app/run.sh",
        "lrwxrwxrwx 0/0 app/x -> a.txt",
        "drwxr-xr-x 0/0 var",
        "drwxrwxr-x 1654/0 var/data",
    ]);

    [Fact]
    public void FixedLayerHasItsKnownDiffId() =>
        Write(s_fixed).DiffId.ShouldBe("sha256:f84508b15fcf9e067e4b1640f056c47ede60a828e0182982f12d8b71c179f324");

    [Fact]
    public void FileThatItsWriterHasLockedGoesIn()
    {
        var path = _folder.Write("app.lock", "held");
        using var writer = new FileStream(
            path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None);

        TarText.Listing(Write([new FileEntry("app/app.lock", path)])).ShouldContain("-rw-r--r-- 0/0 app/app.lock");
    }

    [Fact]
    public void BlobIsNamedByItsDigestAndTold()
    {
        var blob = Write(s_fixed);
        blob.Path.ShouldBe(_folder[$"out/{Digests.Hex(blob.Digest)}.tar.gz"]);
        Digests.OfFile(blob.Path).ShouldBe(blob.Digest);
        new FileInfo(blob.Path).Length.ShouldBe(blob.Size);
        Digests.Of(TarText.Bytes(blob)).ShouldBe(blob.DiffId);
        _folder.Files().Count.ShouldBe(1);
    }

    [Fact]
    public void WhatAKilledWriterLeftIsRemovedAndAnotherWritersIsNot()
    {
        var killed = _folder.Write("out/.scratch-killed/layer");
        _folder.Write("out/.scratch-killed.lock");
        var other = _folder.Write("out/.scratch-other/layer");
        using var writer = FileLock.Wait(_folder["out/.scratch-other.lock"], TestContext.Current.CancellationToken);

        Write(s_fixed);

        File.Exists(killed).ShouldBeFalse();
        File.Exists(other).ShouldBeTrue();
    }

    [Fact]
    public void SameFilesFromAnotherFolderAreTheSameLayer()
    {
        var one = _folder.Write("one/a.py", "x = 1\n");
        var two = _folder.Write("elsewhere/two/b.txt", "x = 1\n");
        File.SetLastWriteTimeUtc(two, DateTime.UnixEpoch);
        File.SetAttributes(two, FileAttributes.ReadOnly);
        Write(new FileEntry("app/a.py", one)).ShouldBe(Write(new FileEntry("app/a.py", two)));
    }

    [Fact]
    public void OrderOfTheEntriesDoesNotMatter() => Write([.. Enumerable.Reverse(s_fixed)]).ShouldBe(Write(s_fixed));

    [Fact]
    public void OtherContentIsAnotherLayer()
    {
        string[] ids =
        [
            Write(TarText.Text("a", "1")).DiffId,
            Write(TarText.Text("a", "2")).DiffId,
            Write(TarText.Text("b", "1")).DiffId,
            Write(TarText.Text("a", "1", true)).DiffId,
        ];
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
    }

    [Fact]
    public void FoldersAndLinksHaveTheTimeAndNoFileIsLater()
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var blob = LayerWriter.Write(
            s_fixed, _folder["out"], time, BaseTree.Empty, cancellation: TestContext.Current.CancellationToken);

        var files = TarText.Entries(blob).ToLookup(entry => entry.EntryType == TarEntryType.RegularFile);
        files[false].Select(entry => entry.ModificationTime).Distinct().ShouldBe([time]);
        files[true].ShouldNotBeEmpty();
        files[true].ShouldAllBe(entry => entry.ModificationTime <= time);
        (blob.DiffId == Write(s_fixed).DiffId).ShouldBeFalse();
    }

    // ETag and Last-Modified of Starlette, nginx and WhiteNoise are time and size.
    [Fact]
    public void FileOfTheSameSizeWithOtherContentHasAnotherTime()
    {
        DateTimeOffset[] Times(string content)
        {
            File.WriteAllText(_folder["on-disk"], content);
            LayerEntry[] entries = [TarText.Text("app/made", content), new FileEntry("app/read", _folder["on-disk"])];
            return
            [
                .. TarText.Entries(Write(entries)).Where(entry => entry.DataStream is not null)
                    .Select(entry => entry.ModificationTime),
            ];
        }

        var (one, other) = (Times("body{color:red}"), Times("body{color:tan}"));

        one.Length.ShouldBe(2);
        one.Distinct().Count().ShouldBe(1);
        one.ShouldBe(Times("body{color:red}"));
        other.ShouldNotContain(one[0]);
    }

    [Theory]
    [InlineData("\u007fELF\u0002\u0001", null, "-rwxr-xr-x")]
    [InlineData("#!/usr/bin/env python\n", null, "-rwxr-xr-x")]
    [InlineData("#!", null, "-rwxr-xr-x")]
    [InlineData("# !", null, "-rw-r--r--")]
    [InlineData("ELF", null, "-rw-r--r--")]
    [InlineData("#", null, "-rw-r--r--")]
    [InlineData("", null, "-rw-r--r--")]
    [InlineData("#!/bin/sh", false, "-rw-r--r--")]
    [InlineData("data", true, "-rwxr-xr-x")]
    public void ContentDecidesWhetherAFileIsExecutable(string content, bool? executable, string mode)
    {
        var blob = Write(new FileEntry("file", _folder.Write("source", content), executable));
        TarText.Listing(blob).ShouldBe([$"{mode} 0/0 file"]);
        TarText.Entries(blob)[0].Length.ShouldBe(content.Length);
    }

    [Theory]
    [InlineData(99)]
    [InlineData(150)]
    [InlineData(300)]
    public void LongNamesAndTargetsSurvive(int length)
    {
        var name =
            string.Join('/', Enumerable.Repeat("d23456789", length / 10)) + "/" + new string('f', length % 10 + 1);
        var blob = Write(TarText.Text(name, "x"), new LinkEntry("link", name));
        TarText
            .Listing(blob)
            .Where(line => line[0] != 'd')
            .ShouldBe(["-rw-r--r-- 0/0 " + name, "lrwxrwxrwx 0/0 link -> " + name]);
    }

    [Fact]
    public void NothingOfThisProcessIsInTheBytes()
    {
        var name = new string('n', 150) + "/ü/" + new string('m', 150);
        var text = Encoding.Latin1.GetString(
            TarText.Bytes(Write(new FileEntry(name, _folder.Write("source", "x")), new LinkEntry("l", name)))
        );
        text.ShouldNotContain(_folder.Path);
        text.ShouldNotContain(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $".{Environment.ProcessId}")
        );
        text.ShouldNotContain("PaxHeaders");
    }

    public void Dispose()
    {
        foreach (var file in _folder.Files())
            File.SetAttributes(_folder[file], FileAttributes.Normal);
        _folder.Dispose();
    }

    private LayerBlob Write(params LayerEntry[] entries) =>
        LayerWriter.Write(
            entries, _folder["out"], LayerTime.Default, BaseTree.Empty,
            cancellation: TestContext.Current.CancellationToken);
}
