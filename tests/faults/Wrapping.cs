using System.Diagnostics;

namespace PyContainers.Faults;

/// <summary>Commands that run other commands.</summary>
internal static class Wrapping
{
    /// <summary>The command as the last words of another, such as <c>sh -c …</c>.</summary>
    public static ProcessStartInfo Through(this ProcessStartInfo start, string[] through)
    {
        if (through.Length == 0)
            return start;
        foreach (var word in through.Reverse().SkipLast(1).Prepend(start.FileName))
            start.ArgumentList.Insert(0, word);
        start.FileName = through[0];
        return start;
    }
}
