using System.Globalization;

namespace PyContainers.Core.Development;

/// <summary>What the shell has set as <c>PORT</c>.</summary>
internal static class ShellPort
{
    /// <summary>The port; null where it is not set, or to anything but a port.</summary>
    public static int? Parse(string text) =>
        ushort.TryParse(text, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
}
