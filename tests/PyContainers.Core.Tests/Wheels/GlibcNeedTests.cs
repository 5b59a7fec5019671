using System.Text;
using PyContainers.Core.Wheels;

namespace PyContainers.Core.Tests.Wheels;

public sealed class GlibcNeedTests
{
    [Theory]
    [InlineData("\u007fELF....GLIBC_2.17\0GLIBC_2.34\0GLIBC_2.2.5\0", 34)]
    [InlineData("\u007fELF....GLIBC_2.2.5\0", 2)]
    [InlineData("\u007fELF....GLIBC_PRIVATE\0GLIBC_2.\0", 0)]
    [InlineData("\u007fELF....", 0)]
    [InlineData("#!/bin/sh # GLIBC_2.99", 0)]
    [InlineData("", 0)]
    public void NewestVersionOfCompiledCodeCounts(string content, int minor) => GlibcNeed.MinorOf(Encoding.Latin1.GetBytes(content)).ShouldBe(minor);

    [Fact]
    public void FileIsReadLikeItsBytes()
    {
        using var folder = new TestDirectory();
        GlibcNeed.MinorOfFile(folder.Write("a.so", "\u007fELF GLIBC_2.35\0")).ShouldBe(35);
        GlibcNeed.MinorOfFile(folder.Write("b.so", "abc")).ShouldBe(0);
    }
}
