using System.Buffers.Binary;

namespace PyContainers.Core.Elf;

/// <summary>Where the fields lie that differ between files of 32 and 64 bits.</summary>
/// <param name="Is64">Which of the two.</param>
internal readonly record struct ElfWords(bool Is64)
{
    /// <summary>The size of an entry of the dynamic section.</summary>
    public int DynamicSize => Is64 ? 16 : 8;

    /// <summary>Where the program headers begin, the size of one, and how many there are.</summary>
    public (ulong Start, int Size, int Count) ProgramHeaders(byte[] header) => Is64
        ? (U64(header, 32), U16(header, 54), U16(header, 56))
        : (U32(header, 28), U16(header, 42), U16(header, 44));

    /// <summary>A program header.</summary>
    public (uint Type, ulong Offset, ulong Address, ulong Size) Segment(byte[] bytes) => Is64
        ? (U32(bytes, 0), U64(bytes, 8), U64(bytes, 16), U64(bytes, 32))
        : (U32(bytes, 0), U32(bytes, 4), U32(bytes, 8), U32(bytes, 16));

    /// <summary>An entry of the dynamic section.</summary>
    public (ulong Tag, ulong Value) Dynamic(byte[] bytes, int at) =>
        Is64 ? (U64(bytes, at), U64(bytes, at + 8)) : (U32(bytes, at), U32(bytes, at + 4));

    private static ulong U64(byte[] bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));
}
