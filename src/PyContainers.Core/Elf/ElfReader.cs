using System.Buffers.Binary;
using System.Text;

namespace PyContainers.Core.Elf;

/// <summary>
/// Reads what the loader reads: program headers and the dynamic section, in 32 and 64 bits. Section headers, which can
/// be stripped, are not looked at.
/// </summary>
internal sealed class ElfReader
{
    private const int Executable = 2, Shared = 3;
    private const int Load = 1, Dynamic = 2, Interpreter = 3;

    // Far above what linkers write; a damaged file must not keep the build busy.
    private const int Most = 10_000, LongestName = 4096;

    private readonly Stream _stream;
    private readonly ElfWords _words;
    private readonly List<(ulong Address, ulong Offset, ulong Size)> _loaded = [];
    private readonly List<(ulong Tag, ulong Value)> _dynamic = [];
    private readonly bool _isLittleEndian;
    private readonly int _type, _machine;
    private bool _hasInterpreter;

    private ElfReader(Stream stream)
    {
        _stream = stream;
        var header = Bytes(0, 64, atLeast: 52);
        _words = new ElfWords(Is64: header[4] == 2);
        _isLittleEndian = header[5] == 1;
        Func<byte[], int, ushort> word = _isLittleEndian
            ? (bytes, at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at))
            : (bytes, at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
        (_type, _machine) = (word(header, 16), word(header, 18));
        if (_isLittleEndian)
            ReadSegments(header);
    }

    private bool IsLoadable => _type is Executable or Shared;

    /// <summary>Starts to read; null for what is no program or shared library.</summary>
    public static ElfReader? Open(Stream stream) =>
        Guarded(() =>
        {
            stream.Position = 0;
            var magic = new byte[4];
            return stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && ElfFile.IsElf(magic)
                && new ElfReader(stream) is { IsLoadable: true } reader
                ? reader
                : null;
        });

    /// <summary>Everything; null when the file is damaged.</summary>
    public ElfFile? Read() => Guarded(() => new ElfFile(
        ElfFile.MachineOf(_machine),
        _type == Executable || _hasInterpreter,
        Find(ElfTag.SoName) is { } name ? Text(name) : "",
        Needs(),
        RunPath() is { Length: > 0 } path ? path.Split(':') : [],
        Find(ElfTag.RunPath) is null && Find(ElfTag.RPath) is not null,
        [.. Defined()]));

    /// <summary>Whether a symbol's name is in the file's table of names.</summary>
    public bool Names(string symbol) => Guarded(() =>
    {
        if (Find(ElfTag.Strings) is not { } table || Find(ElfTag.StringsSize) is not { } size || size > int.MaxValue)
            return null;
        return Bytes(OffsetOf(table), (int)size).AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\0{symbol}\0")) >= 0
            ? "found"
            : null;
    }) is not null;

    /// <summary>Where the text of the run path lies in the file, and its length; null when there is none.</summary>
    public (long Offset, int Length)? RunPathPlace() => Guarded(() =>
        (Find(ElfTag.RunPath) ?? Find(ElfTag.RPath)) is { } at
            ? Tuple.Create((long)OffsetOf(Find(ElfTag.Strings)!.Value) + (long)at, Encoding.UTF8.GetByteCount(Text(at)))
            : null) is { } place
        ? (place.Item1, place.Item2)
        : null;

    private string? RunPath() => (Find(ElfTag.RunPath) ?? Find(ElfTag.RPath)) is { } at ? Text(at) : null;

    private List<NeededLibrary> Needs()
    {
        var versions = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (library, version) in Required())
        {
            if (!versions.TryGetValue(library, out var list))
                versions.Add(library, list = []);
            list.Add(version);
        }

        return
        [
            .. _dynamic.Where(entry => entry.Tag == ElfTag.Needed).Select(entry => Text(entry.Value))
                .Distinct(StringComparer.Ordinal)
                .Select(name => new NeededLibrary(name, versions.GetValueOrDefault(name) ?? [])),
        ];
    }

    // Elf_Verneed and Elf_Vernaux have the same form in 32 and 64 bits.
    private IEnumerable<(string Library, string Version)> Required()
    {
        var most = Most;
        foreach (var need in Chain(ElfTag.VersionsNeeded, ElfTag.VersionsNeededCount, size: 16, next: 12))
        {
            var library = Text(U32(need.Bytes, 4));
            var at = need.Offset + U32(need.Bytes, 8);
            for (var left = U16(need.Bytes, 2); left > 0; left--)
            {
                const int weak = 2;
                if (most-- == 0)
                    throw new InvalidDataException("its versions have no end");
                var version = Bytes(at, 16);
                if ((U16(version, 4) & weak) == 0)
                    yield return (library, Text(U32(version, 8)));
                at += U32(version, 12);
            }
        }
    }

    private IEnumerable<string> Defined()
    {
        const int theFileItself = 1;
        foreach (var version in Chain(ElfTag.VersionsDefined, ElfTag.VersionsDefinedCount, size: 20, next: 16))
        {
            if ((U16(version.Bytes, 2) & theFileItself) == 0)
                yield return Text(U32(Bytes(version.Offset + U32(version.Bytes, 12), 8), 0));
        }
    }

    private IEnumerable<(ulong Offset, byte[] Bytes)> Chain(ulong first, ulong count, int size, int next)
    {
        if (Find(first) is not { } address)
            yield break;
        var at = OffsetOf(address);
        for (var left = Math.Min(Find(count) ?? 0, Most); left > 0; left--)
        {
            var bytes = Bytes(at, size);
            yield return (at, bytes);
            at += U32(bytes, next);
        }
    }

    private void ReadSegments(byte[] header)
    {
        var (start, size, count) = _words.ProgramHeaders(header);
        for (var at = 0; at < Math.Min(count, Most); at++)
        {
            var (type, offset, address, length) = _words.Segment(Bytes(start + (ulong)(at * size), size));
            if (type == Load)
                _loaded.Add((address, offset, length));
            else if (type == Interpreter)
                _hasInterpreter = true;
            else if (type == Dynamic)
                ReadDynamic(offset, length);
        }
    }

    private void ReadDynamic(ulong offset, ulong length)
    {
        var bytes = Bytes(offset, (int)Math.Min(length, Most * 16));
        for (var at = 0; at + _words.DynamicSize <= bytes.Length; at += _words.DynamicSize)
        {
            var entry = _words.Dynamic(bytes, at);
            if (entry.Tag == ElfTag.End || _dynamic.Count == Most)
                return;
            _dynamic.Add(entry);
        }
    }

    private ulong? Find(ulong tag)
    {
        foreach (var entry in _dynamic)
        {
            if (entry.Tag == tag)
                return entry.Value;
        }

        return null;
    }

    private ulong OffsetOf(ulong address)
    {
        foreach (var (start, offset, size) in _loaded)
        {
            if (address >= start && address - start < size)
                return offset + (address - start);
        }

        throw new InvalidDataException("an address lies in no segment");
    }

    private string Text(ulong at)
    {
        _stream.Position = (long)(OffsetOf(Find(ElfTag.Strings)!.Value) + at);
        var text = new List<byte>();
        while (_stream.ReadByte() is > 0 and var one)
        {
            text.Add((byte)one);
            if (text.Count > LongestName)
                throw new InvalidDataException("a name has no end");
        }

        return Encoding.UTF8.GetString([.. text]);
    }

    private byte[] Bytes(ulong offset, int count, int? atLeast = null)
    {
        if (_stream.Length - (long)offset < (atLeast ?? count))
            throw new InvalidDataException("the file ends too early");
        _stream.Position = (long)offset;
        var bytes = new byte[count];
        if (_stream.ReadAtLeast(bytes, atLeast ?? count, throwOnEndOfStream: false) < (atLeast ?? count))
            throw new InvalidDataException("the file ends too early");
        return bytes;
    }

    private static uint U32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static ushort U16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static T? Guarded<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or InvalidOperationException
            or OverflowException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
