using System.Text;

namespace PyContainers.Core.Common;

/// <summary>The <c>#!</c> line of a script, and how much of it Linux reads.</summary>
public static class Shebang
{
    /// <summary>
    /// How long a line may be for kernels of today, in bytes without its end. More is cut off, or not started. What
    /// others wrote is held
    /// against this one: a shorter limit would refuse what starts nearly everywhere.
    /// </summary>
    public const int Longest = 255;

    // Kernels before 5.1 read 127 bytes, and enterprise systems still run them. What is written here starts on those
    // too.
    private const int LongestEverywhere = 127;

    /// <summary>The first line of a Python script in an environment, without the line end; three, where one would be
    /// cut or split at a space.</summary>
    /// <param name="environment">The environment's path in the image.</param>
    public static string OfPython(string environment)
    {
        var direct = $"#!{environment}/bin/python";
        return Encoding.UTF8.GetByteCount(direct) < LongestEverywhere && !direct.Contains(' ', StringComparison.Ordinal)
            ? direct
            : $"#!/bin/sh\n'''exec' '{environment}/bin/python' \"$0\" \"$@\"\n' '''";
    }
}
