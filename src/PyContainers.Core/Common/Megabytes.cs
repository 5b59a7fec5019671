using System.Globalization;

namespace PyContainers.Core.Common;

/// <summary>Sizes as messages say them.</summary>
internal static class Megabytes
{
    /// <summary>Megabytes of a million bytes with one decimal, in any culture, ex: <c>46.1</c>.</summary>
    public static string Of(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);
}
