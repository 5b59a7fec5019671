using System.Buffers.Binary;
using System.Globalization;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>The times of a layer's entries: made from a constant, or from what <c>SOURCE_DATE_EPOCH</c> says
/// (reproducible-builds.org's specification), and from the content of files. Never the clock's.</summary>
public static class LayerTime
{
    private const string Variable = "SOURCE_DATE_EPOCH";

    // Eight and a half years of seconds: two contents that follow each other hardly ever have the same one.
    private const long Span = 1 << 28;

    private static readonly long s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>1980-01-01, the oldest that a zip file can say.</summary>
    public static DateTimeOffset Default { get; } = DateTimeOffset.FromUnixTimeSeconds(315532800);

    /// <summary>
    /// The time of a file. Web servers make a validator for caches (ETag, RFC 9110) of a file's time and size: with one
    /// time for all, a changed file of the same size would be the old one to every browser and proxy. So the time
    /// changes with the content: up to eight and a half years after <see cref="Default"/>, or before another time,
    /// which is then the latest of all.
    /// </summary>
    /// <param name="time">The time of what has no content.</param>
    /// <param name="digest">A digest of the content; at least four bytes.</param>
    public static DateTimeOffset OfContent(DateTimeOffset time, ReadOnlySpan<byte> digest)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(digest);
        var room = time.ToUnixTimeSeconds() - Default.ToUnixTimeSeconds();
        return room switch
        {
            0 => time.AddSeconds(number % Span),
            > 0 => time.AddSeconds(-(number % Math.Min(Span, room + 1))),
            _ => time,
        };
    }

    /// <summary>Reads the variable's value, a number of seconds since 1970; empty for the default.</summary>
    /// <exception cref="PyContainersException">PYC2014.</exception>
    public static DateTimeOffset Parse(string text) =>
        text.Length == 0 ? Default
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= s_lastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw ProjectErrors.InvalidProperty(Variable, text, "it must be a number of seconds since 1970-01-01.");
}
