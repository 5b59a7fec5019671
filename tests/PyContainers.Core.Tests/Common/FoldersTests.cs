using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class FoldersTests : IDisposable
{
    private readonly TestDirectory _root = new();

    [Fact]
    public void WhatIsNotThereNeedsNoDeletion() => Should.NotThrow(() => Folders.Delete(_root["none"]));

    [Fact]
    public void LinksGoAndWhatTheyLeadToStays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        var kept = _root.Write("kept/file", "kept");
        _root.Write("folder/inner/file", "");
        Directory.CreateSymbolicLink(_root["folder/inner/link"], _root["kept"]);

        Folders.Delete(_root["folder"]);

        Directory.Exists(_root["folder"]).ShouldBeFalse();
        File.ReadAllText(kept).ShouldBe("kept");
    }

    [Fact]
    public void ReadOnlyFilesAndFoldersGo()
    {
        File.SetAttributes(_root.Write("folder/inner/file", ""), FileAttributes.ReadOnly);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_root["folder/inner"], UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Folders.Delete(_root["folder"]);

        Directory.Exists(_root["folder"]).ShouldBeFalse();
    }

    public void Dispose() => _root.Dispose();
}
