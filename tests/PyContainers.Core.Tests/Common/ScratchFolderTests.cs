using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class ScratchFolderTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void LiesInTheTemporaryFolderAndGoesWithAllThatIsInIt()
    {
        string path;
        using (var scratch = new ScratchFolder())
        {
            path = scratch.Path;
            Path.GetFileName(path).ShouldStartWith("pycontainers-");
            Path.GetDirectoryName(path).ShouldBe(Path.TrimEndingDirectorySeparator(Path.GetTempPath()));
            Directory.CreateDirectory(Path.Combine(path, "a", "b"));
            File.WriteAllText(Path.Combine(path, "a", "b", "c"), "");
        }

        Directory.Exists(path).ShouldBeFalse();
    }

    [Fact]
    public void MayLieWhereItsContentIsToStay()
    {
        using (var scratch = new ScratchFolder(_folder["cache"]))
            Directory.Move(
                Directory.CreateDirectory(Path.Combine(scratch.Path, "made")).FullName,
                _folder["cache/made"]
            );

        Directory.EnumerateFileSystemEntries(_folder["cache"]).ShouldBe([_folder["cache/made"]]);
    }

    [Fact]
    public void ReadOnlyContentIsRemovedAndLinksAreNotFollowed()
    {
        var kept = _folder.Write("elsewhere/kept");
        string path;
        using (var scratch = new ScratchFolder(_folder["cache"]))
        {
            path = scratch.Path;
            var deep = Directory.CreateDirectory(Path.Combine(path, "deep")).FullName;
            File.WriteAllText(Path.Combine(deep, "file"), "");
            File.SetAttributes(Path.Combine(deep, "file"), FileAttributes.ReadOnly);
            File.SetAttributes(deep, FileAttributes.Directory | FileAttributes.ReadOnly);
            if (!OperatingSystem.IsWindows())
                File.CreateSymbolicLink(Path.Combine(path, "link"), _folder["elsewhere"]);
        }

        Directory.Exists(path).ShouldBeFalse();
        File.Exists(kept).ShouldBeTrue();
    }

    [Fact]
    public void WhatIsGoneAlreadyIsNoFailure()
    {
        using var scratch = new ScratchFolder(_folder["cache"]);
        Directory.Delete(scratch.Path);

        scratch.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void WhatAKilledProcessLeftIsRemovedAndWhatIsInUseStays()
    {
        var killed = _folder.Write("cache/.scratch-killed/deep/file");
        _folder.Write("cache/.scratch-killed.lock");
        var foreign = _folder.Write("cache/.scratch-without-a-lock/file");
        var inUse = _folder.Write("cache/.scratch-used/file");
        using var user = FileLock.Wait(_folder["cache/.scratch-used.lock"], TestContext.Current.CancellationToken);

        new ScratchFolder(_folder["cache"]).Dispose();

        File.Exists(killed).ShouldBeFalse();
        File.Exists(foreign).ShouldBeTrue();
        File.Exists(inUse).ShouldBeTrue();
        Directory.EnumerateFiles(_folder["cache"]).Select(Path.GetFileName).ShouldBe([".scratch-used.lock"]);
    }

    public void Dispose() => _folder.Dispose();
}
