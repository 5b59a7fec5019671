namespace Internet;

/// <summary>The body of an answer: counts its bytes, and does what a fault says.</summary>
internal sealed class FaultyBody(Stream inner, HttpContext context, Fault? fault) : Stream
{
    private const int Piece = 1 << 14;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>The bytes that were sent.</summary>
    public long Sent { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Sent;
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return;
        switch (fault?.Kind)
        {
            case "half" when Sent + buffer.Length > context.Response.ContentLength / 2:
                var rest = (context.Response.ContentLength!.Value / 2) - Sent;
                await SendAsync(buffer[..(int)Math.Max(0, rest)], cancellationToken);
                await inner.FlushAsync(cancellationToken);
                await Task.Delay(s_pause, cancellationToken); // or the reset overtakes what was sent
                context.Abort();
                throw new IOException("half is enough");
            case "other" when Sent == 0:
                var changed = buffer.ToArray();
                changed[^1] ^= 1;
                await SendAsync(changed, cancellationToken);
                break;
            case "slow":
                for (var at = 0; at < buffer.Length; at += Piece)
                {
                    await SendAsync(buffer[at..Math.Min(at + Piece, buffer.Length)], cancellationToken);
                    await inner.FlushAsync(cancellationToken);
                    await Task.Delay(s_pause, cancellationToken);
                }

                break;
            default:
                await SendAsync(buffer, cancellationToken);
                break;
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await inner.WriteAsync(bytes, cancellationToken);
        Sent += bytes.Length;
    }
}
