using System.Text;
using PyContainers.Core.Elf;

namespace PyContainers.Core.Tests.Elf;

public sealed class RunPathTests
{
    private const string Old = "/home/somebody/.cache/uv/builds/lib";

    [Theory]
    [InlineData("/opt/python/lib")]
    [InlineData("$ORIGIN", "/opt/python/lib")]
    [InlineData]
    public void IsReplacedAndNothingElse(params string[] folders)
    {
        var file = new ElfBytes { RunPath = Old, Needs = ["libc.so.6 GLIBC_2.34"] };

        var replaced = RunPath.Replace(file.ToArray(), folders).ShouldNotBeNull();

        replaced.Length.ShouldBe(file.ToArray().Length);
        var read = ElfFile.Read(new MemoryStream(replaced))!;
        read.RunPath.ShouldBe(folders);
        read.Needs.ShouldHaveSingleItem().Versions.ShouldBe(["GLIBC_2.34"]);
        Encoding.Latin1.GetString(replaced).ShouldNotContain("somebody");
    }

    // 'lib' of the run path may be the name of a symbol too.
    [Fact]
    public void EndThatAnotherNameMayShareStays() =>
        Encoding.Latin1.GetString(RunPath.Replace(new ElfBytes { RunPath = Old }.ToArray(), ["/a"])!)
            .ShouldContain("/a\0\0");

    [Fact]
    public void UsersOfDifferentNamesGetTheSameBytes()
    {
        byte[] Of(string user) =>
            RunPath.Replace(new ElfBytes { RunPath = $"/home/{user}/.cache/lib" }.ToArray(), ["/opt/python/lib"])!;

        Of("anna").ShouldBe(Of("otto"));
    }

    [Fact]
    public void LongerOneDoesNotFit()
    {
        RunPath.Replace(new ElfBytes { RunPath = "/a" }.ToArray(), ["/opt/python/lib"]).ShouldBeNull();
        RunPath.Replace(new ElfBytes().ToArray(), []).ShouldBeNull();
        RunPath.Replace("text"u8.ToArray(), []).ShouldBeNull();
    }
}
