namespace PyContainers.Core.Elf;

/// <summary>What a compiled file tells the loader: what it needs, what it offers, for which machine.</summary>
/// <param name="Machine">The architecture as <c>uname -m</c> has it, ex: <c>x86_64</c>.</param>
/// <param name="IsProgram">Whether it is a program; else a shared library.</param>
/// <param name="SoName">The name by which others need it; empty for none.</param>
/// <param name="Needs">What must be loaded with it.</param>
/// <param name="RunPath">The folders that it names for that, as written: <c>$ORIGIN</c> is its own.</param>
/// <param name="IsInherited">Whether these folders serve what is loaded with it too: the older <c>DT_RPATH</c>.</param>
/// <param name="Versions">Versions of symbols that it offers; empty for a library without versions.</param>
public sealed record ElfFile(
    string Machine,
    bool IsProgram,
    string SoName,
    IReadOnlyList<NeededLibrary> Needs,
    IReadOnlyList<string> RunPath,
    bool IsInherited,
    IReadOnlyList<string> Versions)
{
    /// <summary>Whether the bytes begin as those of a compiled file do.</summary>
    public static bool IsElf(ReadOnlySpan<byte> start) => start.StartsWith("\u007fELF"u8);

    /// <summary>Reads a program or shared library.</summary>
    /// <param name="stream">The file; it can seek. Little of it is read, however large it is.</param>
    /// <returns>Null for everything else, and for what is damaged: the loader will say so.</returns>
    public static ElfFile? Read(Stream stream) => ElfReader.Open(stream)?.Read();

    /// <summary>The name of an architecture by its number in the file.</summary>
    internal static string MachineOf(int number) => number switch
    {
        3 => "i386",
        21 => "ppc64",
        22 => "s390x",
        40 => "arm",
        62 => "x86_64",
        183 => "aarch64",
        243 => "riscv64",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"machine {number}"),
    };
}
