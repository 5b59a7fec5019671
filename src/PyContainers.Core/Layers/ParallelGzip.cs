using System.IO.Compression;

namespace PyContainers.Core.Layers;

/// <summary>
/// Compresses a stream as a sequence of gzip members (RFC 1952, section 2.2), one for every block of fixed size, several at once.
/// Where the blocks end depends on the content alone, so the bytes are the same on one core and on many. At most a few blocks are in
/// memory, however large the layer.
/// </summary>
internal sealed class ParallelGzip(Stream inner) : Stream
{
    // Large enough that members cost nothing in size (measured on 86 MB: 0.1 %), small enough that a 20 MB layer uses every core.
    private const int BlockSize = 2 << 20;

    // zlib level 5 and not 6: on 86 MB of site-packages 0.77 s and 25.6 MB against 0.91 s and 25.6 MB; 4 gives 26.1 MB, 9 takes 2.7 s for 25.0 MB.
    private static readonly ZLibCompressionOptions s_options = new() { CompressionLevel = 5 };

    private readonly Queue<Task<MemoryStream>> _pending = new();
    private readonly int _most = Environment.ProcessorCount + 1;
    private byte[] _block = new byte[BlockSize];
    private int _used;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var taken = Math.Min(buffer.Length, BlockSize - _used);
            buffer[..taken].CopyTo(_block.AsSpan(_used));
            _used += taken;
            buffer = buffer[taken..];
            if (_used == BlockSize)
                StartBlock();
        }
    }

    /// <summary>Writes what is left; nothing may be written afterwards.</summary>
    public void Complete()
    {
        if (_used > 0)
            StartBlock();
        while (_pending.Count > 0)
            WriteOldest();
    }

    public override void Flush() { }
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    private void StartBlock()
    {
        var (block, used) = (_block, _used);
        _pending.Enqueue(Task.Run(() => Compress(block, used)));
        (_block, _used) = (new byte[BlockSize], 0);
        if (_pending.Count >= _most)
            WriteOldest();
    }

    private void WriteOldest()
    {
        using var member = _pending.Dequeue().GetAwaiter().GetResult();
        inner.Write(member.GetBuffer().AsSpan(0, (int)member.Length));
    }

    private static MemoryStream Compress(byte[] block, int used)
    {
        var member = new MemoryStream(used / 2);
        using (var gzip = new GZipStream(member, s_options, leaveOpen: true))
            gzip.Write(block, 0, used);
        member.GetBuffer()[9] = 255; // the header's "operating system": unknown, on every host
        return member;
    }
}
