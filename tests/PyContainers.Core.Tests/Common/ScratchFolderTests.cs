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
        using (var scratch = new ScratchFolder(_folder["cache/.tmp"]))
            Directory.Move(
                Directory.CreateDirectory(Path.Combine(scratch.Path, "made")).FullName,
                _folder["cache/made"]
            );

        Directory.EnumerateDirectories(_folder["cache"]).ShouldBe([_folder["cache/made"]]);
    }

    [Fact]
    public void ReadOnlyContentIsRemovedAndLinksAreNotFollowed()
    {
        var kept = _folder.Write("elsewhere/kept");
        using (var scratch = new ScratchFolder(_folder["scratch"]))
        {
            File.SetAttributes(_folder.Write("scratch/deep/file"), FileAttributes.ReadOnly);
            File.SetAttributes(_folder["scratch/deep"], FileAttributes.Directory | FileAttributes.ReadOnly);
            if (!OperatingSystem.IsWindows())
                _folder.Link("scratch/link", _folder["elsewhere"]);
        }

        Directory.Exists(_folder["scratch"]).ShouldBeFalse();
        File.Exists(kept).ShouldBeTrue();
    }

    [Fact]
    public void WhatIsGoneAlreadyIsNoFailure()
    {
        using var scratch = new ScratchFolder(_folder["scratch"]);
        Directory.Delete(scratch.Path);

        scratch.Dispose();
        scratch.Dispose();
    }

    public void Dispose() => _folder.Dispose();
}
