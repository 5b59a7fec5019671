using System.Buffers.Binary;
using System.Text;

namespace PyContainers.Testing;

/// <summary>Writes compiled files byte by byte, as far as a loader reads them: there is no machine code in them, and no
/// section headers.</summary>
public sealed record ElfBytes
{
    private const int Interpreter = 3, Load = 1, Dynamic = 2;

    /// <summary>The number of the architecture: 62 for x86-64, 183 for ARM64.</summary>
    public int Machine { get; init; } = 62;

    /// <summary>Whether addresses have 64 bits.</summary>
    public bool Is64 { get; init; } = true;

    /// <summary>Whether it asks for a loader, as programs do.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Its own name, or empty.</summary>
    public string SoName { get; init; } = "";

    /// <summary>Libraries that it needs, each with versions: <c>libc.so.6</c>, <c>libc.so.6 GLIBC_2.34</c>. A version
    /// with a <c>?</c> behind it may be missing.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Its run path, or empty.</summary>
    public string RunPath { get; init; } = "";

    /// <summary>Whether the run path is one of the older kind.</summary>
    public bool IsInherited { get; init; }

    /// <summary>Versions that it offers.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Names of symbols.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>An extension module or library that needs libraries.</summary>
    public static byte[] Library(params string[] needs) => new ElfBytes { Needs = needs }.ToArray();

    /// <summary>The file.</summary>
    public byte[] ToArray()
    {
        var names = new Names();
        foreach (var symbol in Symbols)
            names.Add(symbol);
        var (header, entry) = Is64 ? (64, 56) : (52, 32);
        var start = header + (3 * entry);
        var entries = new List<(ulong Tag, ulong Value)>();
        entries.AddRange(Needs.Select(need => (1UL, (ulong)names.Add(need.Split(' ')[0]))));
        if (SoName.Length > 0)
            entries.Add((14, (ulong)names.Add(SoName)));
        if (RunPath.Length > 0)
            entries.Add((IsInherited ? 15UL : 29UL, (ulong)names.Add(RunPath)));
        var (needed, defined) = (Needed(names), Defined(names));
        var strings = names.ToArray();
        var (at, atDefined) = (start + strings.Length, start + strings.Length + needed.Bytes.Length);
        entries.AddRange([(5, (ulong)start), (10, (ulong)strings.Length)]);
        if (needed.Count > 0)
            entries.AddRange([(0x6ffffffe, (ulong)at), (0x6fffffff, (ulong)needed.Count)]);
        if (Versions.Count > 0)
            entries.AddRange([(0x6ffffffc, (ulong)atDefined), (0x6ffffffd, (ulong)Versions.Count)]);
        entries.Add((0, 0));
        var dynamic = entries.SelectMany(one => Word(one.Tag).Concat(Word(one.Value))).ToArray();
        var atDynamic = atDefined + defined.Length;
        return
        [
            .. Header(header, entry),
            .. Segment(Load, 0, atDynamic + dynamic.Length),
            .. Segment(Dynamic, atDynamic, dynamic.Length),
            .. Segment(IsProgram ? Interpreter : 0, 0, 1),
            .. strings, .. needed.Bytes, .. defined, .. dynamic,
        ];
    }

    private (byte[] Bytes, int Count) Needed(Names names)
    {
        var libraries = Needs.Select(need => need.Split(' ')).Where(need => need.Length > 1).ToList();
        var bytes = new List<byte>();
        foreach (var (at, library) in libraries.Index())
        {
            var count = library.Length - 1;
            var next = at == libraries.Count - 1 ? 0 : 16 + (16 * count);
            bytes.AddRange([.. Short(1), .. Short(count), .. Int(names.Add(library[0])), .. Int(16), .. Int(next)]);
            foreach (var (index, version) in library.Skip(1).Index())
                bytes.AddRange(
                    [
                        .. Int(0), .. Short(version.EndsWith('?') ? 2 : 0), .. Short(2 + index),
                        .. Int(names.Add(version.TrimEnd('?'))), .. Int(index == count - 1 ? 0 : 16),
                    ]);
        }

        return ([.. bytes], libraries.Count);
    }

    private byte[] Defined(Names names) =>
        [
            .. Versions.Index().SelectMany(version => (byte[])
                [
                    .. Short(1), .. Short(0), .. Short(version.Index + 2), .. Short(1), .. Int(0), .. Int(20),
                    .. Int(version.Index == Versions.Count - 1 ? 0 : 28), .. Int(names.Add(version.Item)), .. Int(0),
                ]),
        ];

    private byte[] Header(int header, int entry) =>
        [
            0x7f, .. "ELF"u8, (byte)(Is64 ? 2 : 1), 1, 1, .. new byte[9], .. Short(3), .. Short(Machine), .. Int(1),
            .. Word(0), .. Word((ulong)header), .. Word(0), .. Int(0), .. Short(header), .. Short(entry), .. Short(3),
            .. Short(0), .. Short(0), .. Short(0),
        ];

    private byte[] Segment(int type, int offset, int size) => Is64
        ?
        [
            .. Int(type), .. Int(4), .. Word((ulong)offset), .. Word((ulong)offset), .. Word((ulong)offset),
            .. Word((ulong)size), .. Word((ulong)size), .. Word(1),
        ]
        :
        [
            .. Int(type), .. Int(offset), .. Int(offset), .. Int(offset), .. Int(size), .. Int(size), .. Int(4),
            .. Int(1),
        ];

    private byte[] Word(ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return Is64 ? bytes : bytes[..4];
    }

    private static byte[] Int(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => Int(value)[..2];

    private sealed class Names
    {
        private readonly List<byte> _bytes = [0];

        public int Add(string name)
        {
            var at = _bytes.Count;
            _bytes.AddRange([.. Encoding.UTF8.GetBytes(name), 0]);
            return at;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
