using PyContainers.Core.Diagnostics;
using PyContainers.Core.Kits;

namespace PyContainers.Core.Tests.Kits;

/// <summary>A kit of archives: written, verified, and used from the user's cache.</summary>
public sealed class KitOfPartsTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();

    [Fact]
    public void KitIsUsedFromTheCacheAndNotWrittenTo()
    {
        Write("one");
        var before = Bytes(_folder["kit"]);

        var kit = Open();

        var uv = kit.UvPath.ShouldNotBeNull();
        uv.ShouldStartWith(_folder["cache/kits/"]);
        File.ReadAllText(uv).ShouldBe("#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(uv).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
            // Behind a link, for which Windows needs a privilege.
            File.ReadAllText(Path.Combine(kit.UvCache!, "wheels-v7/pypi/one/1.0-any/one.py")).ShouldBe("one");
        }

        File.ReadAllText(kit.PythonDownloads!).ShouldBe("{}");
        Directory.EnumerateFiles(kit.PythonArchives!).Select(Path.GetFileName).ShouldBe(["123456789-python.tar.gz"]);
        kit.DefaultImage.ShouldBe("registry.example.com/base:1.0");
        kit.LayoutOf(kit.DefaultImage!).ShouldNotBeNull();
        kit.LayoutOf("registry.example.com/base:2.0").ShouldBeNull();
        File.Exists(Path.Combine(kit.Layers!, "keys", "one.json")).ShouldBeTrue();
        kit.IsThere.ShouldBeTrue();
        Bytes(_folder["kit"]).ShouldBe(before);
    }

    [Fact]
    public void PartIsUnpackedOnce()
    {
        Write("one");
        var first = Open();
        File.WriteAllText(Path.Combine(first.UvCache!, "mine"), "uv writes here");
        _log.Steps.Clear();

        Open().ShouldBe(first);
        File.Exists(Path.Combine(first.UvCache!, "mine")).ShouldBeTrue();
        _log.Steps.ShouldBeEmpty();

        Write("two");
        _log.Steps.Clear();
        var second = Open();
        _log.Steps.ShouldHaveSingleItem().ShouldStartWith("unpacking wheels-");
        second.UvCache.ShouldNotBe(first.UvCache);
        second.UvPath.ShouldBe(first.UvPath);
    }

    [Fact]
    public void SameContentIsTheSameBytesWhereverAndWhenever()
    {
        Write("one", "kit", "source");
        foreach (var file in Directory.EnumerateFiles(_folder["source"], "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Write("one", "other/kit", "elsewhere/source");

        Bytes(_folder["other/kit"]).ShouldBe(Bytes(_folder["kit"]));
    }

    [Fact]
    public void SecondRunReplacesWhatHasChangedAndRemovesTheOldPart()
    {
        Write("one");
        var before = Times();
        Write("two");
        var after = Times();

        after.Count.ShouldBe(before.Count);
        before.Keys.Except(after.Keys).ShouldHaveSingleItem().ShouldStartWith("wheels-");
        foreach (var (name, time) in after.Where(one => one.Key.StartsWith("uv-", StringComparison.Ordinal)))
            time.ShouldBe(before[name]);
        Verify().ShouldBeEmpty();

        Dictionary<string, DateTime> Times() =>
            Directory.EnumerateFiles(_folder["kit"])
                .ToDictionary(file => Path.GetFileName(file), File.GetLastWriteTimeUtc, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("uv-")]
    [InlineData("python-")]
    [InlineData("wheels-")]
    [InlineData("images-")]
    [InlineData("layers-")]
    public void OneByteOfAPartIsNoticed(string part)
    {
        Write("one");
        var file = Directory.EnumerateFiles(_folder["kit"], part + "*").Single();
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);

        foreach (var error in new[] { Verify().ShouldHaveSingleItem(), Failure.Of(() => Open()) })
        {
            error.Code.ShouldBe("PYC1030");
            error.Message.ShouldContain($"'{Path.GetFileName(file)}'");
            error.Message.ShouldContain("SHA-256");
            error.File.ShouldBe(file);
        }
    }

    [Fact]
    public void MissingAndCutPartsAreNoticed()
    {
        Write("one");
        var files = Directory.EnumerateFiles(_folder["kit"], "*.tar.gz").Order(StringComparer.Ordinal).ToList();
        File.Delete(files[0]);
        File.WriteAllBytes(files[1], File.ReadAllBytes(files[1])[..^1]);

        var errors = Verify();
        errors.Select(error => error.File).ShouldBe([files[0], files[1]]);
        errors[0].Message.ShouldContain("it is missing");
        errors[1].Message.ShouldContain("were expected");
    }

    [Fact]
    public void WholeKitIsSaidToBeWhole()
    {
        Write("one");
        Verify().ShouldBeEmpty();
        _log.Notices.ShouldHaveSingleItem().ShouldContain("all 5 parts");
    }

    [Fact]
    public void KitOfFoldersHasNothingToVerify()
    {
        _folder.Write("kit/kit.json", """{ "format": 1 }""");
        Failure.Of(() => Verify()).Code.ShouldBe("PYC1007");
    }

    [Theory]
    [InlineData("precious.txt", "text")]
    [InlineData("kit.json", """{ "format": 1 }""")]
    public void FolderWithSomethingElseIsLeftAlone(string name, string content)
    {
        var file = _folder.Write("kit/" + name, content);

        Failure.Of(() => KitWriter.Open(_folder["kit"], _log)).Code.ShouldBe("PYC1031");
        File.ReadAllText(file).ShouldBe(content);
    }

    [Fact]
    public void WhatAKilledRunLeavesIsRemoved()
    {
        _folder.Write("kit/0123456789abcdef.tar.gz", "half");
        Write("one");
        Directory.EnumerateFiles(_folder["kit"], "*.tar.gz").Count().ShouldBe(5);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string wheel, string to = "kit", string source = "source") =>
        MadeKit.Write(_folder, _log, wheel, to, source);

    private OfflineKit Open() =>
        OfflineKit.Open(_folder["kit"], MadeKit.Host, _folder["cache"], _log, TestContext.Current.CancellationToken);

    private IReadOnlyList<Diagnostic> Verify() =>
        new KitVerification(_folder["kit"]).Run(_log, TestContext.Current.CancellationToken);

    private static List<(string Name, string Content)> Bytes(string folder) =>
        [
            .. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
                .Select(file => (Path.GetFileName(file), Convert.ToBase64String(File.ReadAllBytes(file)))),
        ];
}
