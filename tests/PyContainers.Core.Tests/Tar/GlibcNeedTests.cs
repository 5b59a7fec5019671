using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Tar;

public sealed class GlibcNeedTests
{
    [Theory]
    [InlineData("\u007fELF....GLIBC_2.17\0GLIBC_2.34\0GLIBC_2.2.5\0", 34)]
    [InlineData("\u007fELF....GLIBC_2.2.5\0", 2)]
    [InlineData("\u007fELF....GLIBC_PRIVATE\0GLIBC_2.\0", 0)]
    [InlineData("\u007fELF....", 0)]
    [InlineData("#!/bin/sh # GLIBC_2.99", 0)]
    [InlineData("", 0)]
    public void NewestVersionOfCompiledCodeCounts(string content, int minor)
    {
        using var folder = new TestDirectory();
        GlibcNeed.MinorOfFile(folder.Write("a.so", content)).ShouldBe(minor);
    }

    // A large file is read in pieces; wherever a border falls, it is not lost.
    [Fact]
    public void VersionAcrossABorderIsFound()
    {
        using var folder = new TestDirectory();
        const int piece = 1 << 20;
        for (var shift = -14; shift <= 4; shift++)
        {
            var file = folder.Write(
                "large.so",
                "\u007fELF" + new string('.', piece + shift) + "GLIBC_2.35\0" + new string('.', piece)
            );
            GlibcNeed.MinorOfFile(file).ShouldBe(35, $"shifted by {shift}");
        }
    }
}
