using System.Globalization;

namespace PyContainers.Core.Oci;

/// <summary>Who an image runs as, in numbers.</summary>
/// <param name="Uid">The user.</param>
/// <param name="Gid">Its group.</param>
public sealed record ImageUser(int Uid, int Gid)
{
    /// <summary>Whether this is root, whatever its group.</summary>
    public bool IsRoot => Uid == 0;

    /// <summary>Reads <c>uid:gid</c>, as <see cref="ToString"/> writes it.</summary>
    /// <exception cref="FormatException">It is anything else.</exception>
    public static ImageUser Parse(string text) => text.Split(':') is [var uid, var gid]
        ? new(Number(uid), Number(gid))
        : throw new FormatException($"'{text}' is not uid:gid.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Uid}:{Gid}");

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
