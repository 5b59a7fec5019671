namespace PyContainers.Core.Elf;

/// <summary>What entries of the dynamic section are about: numbers of the System V ABI and GNU's own.</summary>
internal static class ElfTag
{
    public const ulong End = 0;
    public const ulong Needed = 1;
    public const ulong Strings = 5;
    public const ulong StringsSize = 10;
    public const ulong SoName = 14;
    public const ulong RPath = 15;
    public const ulong RunPath = 29;
    public const ulong VersionsDefined = 0x6ffffffc;
    public const ulong VersionsDefinedCount = 0x6ffffffd;
    public const ulong VersionsNeeded = 0x6ffffffe;
    public const ulong VersionsNeededCount = 0x6fffffff;
}
