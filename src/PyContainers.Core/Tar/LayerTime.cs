using System.Globalization;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>The time of every entry of a layer: a constant, or what <c>SOURCE_DATE_EPOCH</c> says
/// (reproducible-builds.org's specification). Never the clock's.</summary>
public static class LayerTime
{
    private const string Variable = "SOURCE_DATE_EPOCH";

    private static readonly long s_lastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>1980-01-01, the oldest that a zip file can say.</summary>
    public static DateTimeOffset Default { get; } = DateTimeOffset.FromUnixTimeSeconds(315532800);

    /// <summary>Reads the variable's value, a number of seconds since 1970; empty for the default.</summary>
    /// <exception cref="PyContainersException">PYC2014.</exception>
    public static DateTimeOffset Parse(string text) =>
        text.Length == 0 ? Default
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds <= s_lastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw ProjectErrors.InvalidProperty(Variable, text, "it must be a number of seconds since 1970-01-01.");
}
