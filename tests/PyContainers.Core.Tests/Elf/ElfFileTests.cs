using System.Buffers.Binary;
using PyContainers.Core.Elf;

namespace PyContainers.Core.Tests.Elf;

public sealed class ElfFileTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EverythingTheLoaderReads(bool is64)
    {
        var file = Read(new ElfBytes
        {
            Is64 = is64,
            Machine = is64 ? 62 : 40,
            SoName = "libone.so.1",
            Needs = ["libc.so.6 GLIBC_2.2.5 GLIBC_2.34 GLIBC_2.99?", "libm.so.6", "libgcc_s.so.1 GCC_3.0"],
            RunPath = "$ORIGIN/../x.libs:/usr/lib",
            Versions = ["ONE_1.0", "ONE_2.0"],
        }).ShouldNotBeNull();

        file.Machine.ShouldBe(is64 ? "x86_64" : "arm");
        (file.IsProgram, file.SoName, file.IsInherited).ShouldBe((false, "libone.so.1", false));
        file.Needs.Select(need => $"{need.Name} {string.Join(' ', need.Versions)}".Trim())
            .ShouldBe(["libc.so.6 GLIBC_2.2.5 GLIBC_2.34", "libm.so.6", "libgcc_s.so.1 GCC_3.0"]);
        file.RunPath.ShouldBe(["$ORIGIN/../x.libs", "/usr/lib"]);
        file.Versions.ShouldBe(["ONE_1.0", "ONE_2.0"]);
    }

    [Fact]
    public void ProgramsAskForALoaderAndTheOlderRunPathIsInherited()
    {
        var file = Read(new ElfBytes { IsProgram = true, RunPath = "/x", IsInherited = true, Machine = 183 });

        (file!.IsProgram, file.IsInherited, file.Machine).ShouldBe((true, true, "aarch64"));
    }

    [Fact]
    public void FileOfThisMachineIsRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a compiled file of Linux");
        using var stream = File.OpenRead(Environment.ProcessPath!);

        var file = ElfFile.Read(stream).ShouldNotBeNull();

        file.IsProgram.ShouldBeTrue();
        file.Needs.Select(need => need.Name).ShouldContain("libc.so.6");
        file.Needs.First(need => need.Name == "libc.so.6").Versions.ShouldContain(version =>
            version.StartsWith("GLIBC_2.", StringComparison.Ordinal));
    }

    [Fact]
    public void DamagedFileIsNone()
    {
        var whole = new ElfBytes { Needs = ["libc.so.6 GLIBC_2.34"], Versions = ["A_1"], RunPath = "/x" }.ToArray();
        for (var length = 0; length < whole.Length; length++)
            Should.NotThrow(() => ElfFile.Read(new MemoryStream(whole[..length])));
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] = 0xff;
            Should.NotThrow(() => ElfFile.Read(new MemoryStream(damaged)));
        }

        ElfFile.Read(new MemoryStream(whole[..100])).ShouldBeNull();
        ElfFile.Read(new MemoryStream("#!/bin/sh"u8.ToArray())).ShouldBeNull();
        ElfFile.Read(new MemoryStream()).ShouldBeNull();
    }

    [Fact]
    public void HostileCountsAndSizesTakeLittleMemory()
    {
        var whole = new ElfBytes
        {
            Needs = ["libc.so.6 GLIBC_2.2.5 GLIBC_2.34"],
            Versions = ["A_1", "A_2"],
            RunPath = "/x",
            Symbols = ["PyInit_x"],
        }.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 64; at + 8 <= whole.Length; at += 4)
        {
            foreach (var value in new[] { 0x7fff_ffffL, 0xffffL, 0L })
            {
                var damaged = (byte[])whole.Clone();
                BinaryPrimitives.WriteInt64LittleEndian(damaged.AsSpan(at), value);
                CompiledFile.Read(new MemoryStream(damaged), "x.so", "dist");
            }
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1L << 30);
    }

    // Every version's next lies where it lies itself.
    [Fact]
    public void VersionsWithoutAnEndTakeLittleMemory()
    {
        var file = new ElfBytes { Needs = [.. Enumerable.Range(0, 50).Select(at => $"lib{at}.so V_1 V_2")] }.ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var at = 64; at + 16 <= file.Length; at++)
        {
            // Elf_Verneed: version 1, as many as there can be.
            if (file.AsSpan(at, 4).SequenceEqual((ReadOnlySpan<byte>)[1, 0, 2, 0]))
                file.AsSpan(at + 2, 2).Fill(0xff);
            // Elf_Vernaux: the next one is this one.
            else if (file.AsSpan(at + 12, 4).SequenceEqual((ReadOnlySpan<byte>)[16, 0, 0, 0]))
                file.AsSpan(at + 12, 4).Clear();
        }

        ElfFile.Read(new MemoryStream(file));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1L << 26);
    }

    [Theory]
    [InlineData("a/x.cpython-313-x86_64-linux-gnu.so", CompiledKind.Module)]
    [InlineData("a/x.abi3.so", CompiledKind.Module)]
    [InlineData("a/plain.so", CompiledKind.Module)]
    [InlineData("a/other.so", CompiledKind.Library)]
    [InlineData("a/libplain.so.1", CompiledKind.Library)]
    public void ExtensionModulesAreKnownByTheirNames(string path, CompiledKind kind)
    {
        var content = new ElfBytes { Symbols = ["PyInit_plain"] }.ToArray();

        CompiledFile.Read(new MemoryStream(content), path, "dist")!.Kind.ShouldBe(kind);
    }

    [Theory]
    [InlineData("x.cpython-313-x86_64-linux-gnu.so", true)]
    [InlineData("x.cpython-313.so", true)]
    [InlineData("x.abi3.so", true)]
    [InlineData("x.so", true)]
    [InlineData("x.cpython-312-x86_64-linux-gnu.so", false)]
    [InlineData("x.cpython-313t-x86_64-linux-gnu.so", false)]
    [InlineData("x.cpython-313-aarch64-linux-gnu.so", false)]
    [InlineData("x.cpython-313-x86_64-linux-musl.so", false)]
    public void OnlyItsOwnModulesAreImportedByAnInterpreter(string name, bool isImported) =>
        ExtensionName.IsImportedBy(name, "3.13", "x86_64", "gnu").ShouldBe(isImported);

    private static ElfFile? Read(ElfBytes file) => ElfFile.Read(new MemoryStream(file.ToArray()));
}
