using System.IO.Compression;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Tar;

public sealed class ParallelGzipTests
{
    private const int Block = 2 << 20;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(Block - 1, 1)]
    [InlineData(Block, 1)]
    [InlineData(Block + 1, 2)]
    [InlineData(5 * Block - 1, 5)]
    [InlineData(5 * Block, 5)]
    [InlineData(5 * Block + 1, 6)]
    public void WhatGoesInComesOut(int size, int members)
    {
        var content = Content(size);
        var compressed = Compress(content, content.Length);
        using var copy = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress))
            gzip.CopyTo(copy);
        copy.ToArray().AsSpan().SequenceEqual(content).ShouldBeTrue();
        Headers(compressed).ShouldBe(members);
    }

    [Fact]
    public void SizeOfTheWritesDoesNotMatter()
    {
        var content = Content(2 * Block + 17);
        Compress(content, 1000).AsSpan().SequenceEqual(Compress(content, content.Length)).ShouldBeTrue();
    }

    [Fact]
    public void CancellingEndsInTheMiddleOfAFile()
    {
        using var cancelled = new CancellationTokenSource();
        using var gzip = new ParallelGzip(Stream.Null, cancelled.Token);
        gzip.Write(Content(Block));
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => gzip.Write(Content(Block)));
    }

    // 1f 8b 08: deflate; no flags, no time, no extra flags, an unknown system
    private static int Headers(ReadOnlySpan<byte> compressed)
    {
        ReadOnlySpan<byte> header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
        (compressed.IsEmpty || compressed.StartsWith(header)).ShouldBeTrue();
        var count = 0;
        for (int found; (found = compressed.IndexOf(header)) >= 0; count++)
            compressed = compressed[(found + header.Length)..];
        return count;
    }

    private static byte[] Compress(byte[] content, int write)
    {
        using var target = new MemoryStream();
        using var gzip = new ParallelGzip(target);
        foreach (var chunk in content.Chunk(Math.Max(1, write)))
            gzip.Write(chunk);
        gzip.Complete();
        return target.ToArray();
    }

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        for (var i = 0; i < size; i++)
            content[i] = (byte)((i * 7) ^ (i >> 9));
        return content;
    }
}
