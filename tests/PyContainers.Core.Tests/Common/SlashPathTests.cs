using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class SlashPathTests
{
    [Theory]
    [InlineData("a/b", "c", "a/b/c")]
    [InlineData("a/b", "../c", "a/c")]
    [InlineData("a/b", ".././/c/", "a/c")]
    [InlineData("a", "..", "")]
    [InlineData("", "a", "a")]
    [InlineData("a", "../..", null)]
    [InlineData("", "../a", null)]
    // No name of Linux's is special, whatever host this runs on.
    [InlineData("a", "C:/b\\c", "a/C:/b\\c")]
    public void WhereAPathLeads(string folder, string path, string? expected) =>
        SlashPath.Resolve(folder, path).ShouldBe(expected);

    [Theory]
    [InlineData("", "a", "a")]
    [InlineData("a", "a/b", "b")]
    [InlineData("a/b", "c/d", "../../c/d")]
    [InlineData("a/b", "a/c", "../c")]
    [InlineData("a", "ab", "../ab")]
    public void WayFromAFolder(string folder, string path, string expected)
    {
        SlashPath.Relative(folder, path).ShouldBe(expected);
        SlashPath.Resolve(folder, expected).ShouldBe(path);
    }

    [Theory]
    [InlineData("a/b/c", "a/b")]
    [InlineData("a", "")]
    public void FolderOfAPath(string path, string expected) => SlashPath.Folder(path).ShouldBe(expected);
}
