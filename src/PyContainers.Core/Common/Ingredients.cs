using System.Text;

namespace PyContainers.Core.Common;

/// <summary>What a digest vouches for, a line for each thing. The same text on every host: its lines end with
/// LF.</summary>
internal sealed class Ingredients
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a line.</summary>
    public Ingredients Add(string? line)
    {
        _text.Append(line).Append('\n');
        return this;
    }

    /// <summary>Their digest.</summary>
    public string Digest() => Digests.Of(_text.ToString());
}
