using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class HostPathTests
{
    [Theory]
    [InlineData("/a/b", "/a/b/", true)]
    [InlineData("/a/b", "/a/c/../b", true)]
    [InlineData("/a/b", "/a/bc", false)]
    [InlineData("/", "/", true)]
    public void PlaceCountsNotTheSpelling(string one, string other, bool same) =>
        HostPath.AreSame(one, other).ShouldBe(same);

    [Theory]
    [InlineData("lib/python3.13/os.py", true)]
    [InlineData("größe 日本/a", true)]
    [InlineData("bin/", true)] // a folder of an archive
    [InlineData(@"..\..\out", false)] // leads out of the folder there
    [InlineData("C:/x", false)]
    [InlineData("a/b:c", false)]
    [InlineData("a./b", false)]
    [InlineData("a/b ", false)]
    [InlineData("a//b", false)]
    [InlineData("a\tb", false)]
    public void NameThatWindowsReadsInItsOwnWayCannotBeThere(string path, bool expected)
    {
        HostPath.CanBe(path, isWindows: true).ShouldBe(expected);
        HostPath.CanBe(path, isWindows: false).ShouldBeTrue();
    }

    [Theory]
    [InlineData(@"C:\", 259, "")]
    [InlineData(@"C:\", 260, @"\\?\")]
    [InlineData(@"\\server\", 260, "")] // has another form, and few have their projects there
    public void LongPathIsOneThatWindowsOpens(string root, int length, string prefix)
    {
        var path = root.PadRight(length, 'x');
        HostPath.ForProgram(path, isWindows: true).ShouldBe(prefix + path);
        HostPath.FromProgram(prefix + path).ShouldBe(path);
        HostPath.ForProgram(path, isWindows: false).ShouldBe(path);
    }

    [Fact]
    public void CaseCountsOnLinuxOnly()
    {
        HostPath.AreSame("/a/B", "/a/b").ShouldBe(!OperatingSystem.IsLinux());
        HostPath.Comparer.Equals("/a/B", "/a/b").ShouldBe(!OperatingSystem.IsLinux());
    }
}
