using System.IO.Compression;

namespace PyContainers.Core.Tar;

/// <summary>
/// Compresses a stream as a sequence of gzip members (RFC 1952, section 2.2), one for every block of fixed size,
/// several at once.
/// Where the blocks end depends on the content alone, so the bytes are the same on one core and on many. At most a few
/// blocks are in
/// memory, however large the layer.
/// </summary>
/// <param name="inner">Takes the members; stays open.</param>
/// <param name="cancellation">Ends the work with the next block: a single file may be larger than all others.</param>
internal sealed class ParallelGzip(Stream inner, CancellationToken cancellation = default) : Stream
{
    // Large enough that members cost nothing in size (measured on 86 MB: 0.1 %), small enough that a 20 MB layer uses
    // every core.
    private const int BlockSize = 2 << 20;

    // zlib level 5 and not 6: on 86 MB of site-packages 0.77 s and 25.6 MB against 0.91 s and 25.6 MB; 4 gives 26.1 MB,
    // 9 takes 2.7 s for 25.0 MB.
    private static readonly ZLibCompressionOptions s_options = new() { CompressionLevel = 5 };

    private readonly Queue<Task<Buffers>> _pending = new();
    private readonly Stack<Buffers> _free = new();
    private readonly int _most = Environment.ProcessorCount + 1;
    private Buffers _current = new();
    private int _used;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var taken = Math.Min(buffer.Length, BlockSize - _used);
            buffer[..taken].CopyTo(_current.Block.AsSpan(_used));
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
        cancellation.ThrowIfCancellationRequested();
        var (block, used) = (_current, _used);
        _pending.Enqueue(Task.Run(() => Compress(block, used)));
        if (_pending.Count >= _most)
            WriteOldest();
        (_current, _used) = (_free.TryPop(out var free) ? free : new Buffers(), 0);
    }

    private void WriteOldest()
    {
        var done = _pending.Dequeue().GetAwaiter().GetResult();
        inner.Write(done.Member.GetBuffer().AsSpan(0, (int)done.Member.Length));
        _free.Push(done);
    }

    private static Buffers Compress(Buffers block, int used)
    {
        block.Member.SetLength(0);
        using (var gzip = new GZipStream(block.Member, s_options, leaveOpen: true))
            gzip.Write(block.Block, 0, used);
        block.Member.GetBuffer()[9] = 255; // the header's "operating system": unknown, on every host
        return block;
    }

    /// <summary>A block and what it is compressed to. Used again and again: a large layer would fill the heap with
    /// blocks that are done.</summary>
    private sealed class Buffers
    {
        // A little more than the block, for what cannot be compressed.
        private const int LargestMember = BlockSize + (BlockSize >> 10) + 64;

        public byte[] Block { get; } = new byte[BlockSize];

        public MemoryStream Member { get; } = new(LargestMember);
    }
}
