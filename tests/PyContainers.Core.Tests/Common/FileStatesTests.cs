using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class FileStatesTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void StateIsContentAndKindNotTime()
    {
        var file = _folder.Write("a", "1");
        var one = Of(file);

        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Of(file).ShouldBe(one);

        _folder.Write("a", "2");
        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Of(file).ShouldNotBe(one);
    }

    [Fact]
    public void GoneEmptyAndExecutableAreStates()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "has no permission to execute");
        var file = _folder["a"];
        var states = new List<string> { Of(file) };
        _folder.Write("a");
        states.Add(Of(file));
        _folder.Write("a", "1");
        states.Add(Of(file));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        states.Add(Of(file));

        states.Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
    }

    [Fact]
    public void WhatIsBehindALinkCounts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        _folder.Write("a", "1");
        _folder.Link("one", "a");
        var link = _folder.Link("two", "one");
        var before = Of(link);

        _folder.Write("a", "2");
        Of(link).ShouldNotBe(before);

        _folder.Link("nowhere", "gone");
        Of(_folder["nowhere"]).ShouldEndWith("-> gone|nothing");
    }

    [Fact]
    public void PipeIsNotRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "mkfifo");
        var pipe = SpecialFiles.Pipe(_folder["pipe"]);

        Should.Throw<SpecialFileException>(() => Of(pipe)).Path.ShouldBe(pipe);
    }

    [Fact]
    public void LargeFileIsReadAgainOnlyWhenItsTimesOrSizeSaySo()
    {
        var file = _folder.Write("large", new byte[9 << 20]);
        var before = Of(file);
        var memory = File.ReadAllText(_folder["memory"]);
        File.WriteAllText(_folder["memory"], memory.Replace("sha256:", "known:", StringComparison.Ordinal));

        Of(file).ShouldContain("known:");

        File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        Of(file).ShouldBe(before);
    }

    public void Dispose() => _folder.Dispose();

    private string Of(string path) => FileStates.Of([path], _folder["memory"]).ShouldHaveSingleItem();
}
