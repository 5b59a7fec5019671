using System.Text;

namespace PyContainers.Core.Tests.Hostile;

/// <summary>Names, texts and bytes as somebody writes them who means harm. The same seed gives the same.</summary>
internal sealed class HostileText(int seed)
{
    private static readonly string[] s_snippets =
    [
        "$(Password)", "@(Compile)", "%(Identity)", "%3B", "%00", "%2e%2e", ";", "'", "\"", "`", ",", "=", "#", "{0}",
        "{", "}", "[", "]", "[!", "*", "**/", "?", "\\", "|", "&", "<", ">", "--help", "-c", "${HOME}", "$(id)", "~",
        "../", "..", ".", "/", "//", "../../../../etc/passwd", "/etc/passwd", "..\\", "C:\\", "file:///etc/passwd",
        "https://user:secret@host/", "git+https://x@y", "\n", "\r\n", "\t", "\0", "\u001b[31m", "\u202e", "\u2066",
        "\u200b", "\ufeff", "é", "e\u0301", "😀", "İ", "ß", " ", "\u00a0", "\u2028", "null", "true", "-1", "1e999",
        "99999999999999999999", "\\u0000", "\\ud800", "\"\"\"", "'''", "(a+)+$", "@", "!", ":", "python", "_",
        "__init__.py",
    ];

    private static readonly char[] s_notInNames = Path.GetInvalidFileNameChars();

    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public T Any<T>(params IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    /// <summary>A name or a path, now and then far too long.</summary>
    public string Name()
    {
        var name = new StringBuilder();
        for (var left = 1 + _random.Next(4); left > 0; left--)
            name.Append(_random.Next(2) == 0 ? Any("a", "shop", "x/y", "lib.so.1", ".wh.a", "b-1") : Any(s_snippets));
        return _random.Next(12) == 0 ? string.Concat(Enumerable.Repeat($"{name}/", 300)) : name.ToString();
    }

    /// <summary>A name that a file can have here. Wine takes more than Windows does: a folder 'C:', in whose place .NET
    /// deletes the drive.</summary>
    public string FileName() =>
        string.Concat(Name().Where(c => !s_notInNames.Contains(c)).Take(60)) is { Length: > 0 } name
        && name is not ("." or "..")
            ? name
            : "x";

    /// <summary>Texts with something of the above put in, left out, doubled or repeated many times.</summary>
    public string Mutate(string text)
    {
        for (var left = 1 + _random.Next(4); left > 0; left--)
        {
            var (at, length) = Part(text.Length);
            text = _random.Next(5) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, text.Substring(at, length)),
                2 => text.Insert(at, string.Concat(Enumerable.Repeat(Any(s_snippets), 1 + _random.Next(3000)))),
                _ => text.Remove(at, Math.Min(length, 3)).Insert(at, Any(s_snippets)),
            };
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // half a character is none
    }

    /// <summary>Bytes with some changed, left out or doubled.</summary>
    public byte[] Mutate(byte[] bytes)
    {
        var changed = bytes.ToList();
        for (var left = 1 + _random.Next(6); left > 0; left--)
        {
            var (at, length) = Part(changed.Count);
            switch (_random.Next(8))
            {
                case 0:
                    changed.RemoveRange(at, length);
                    break;
                case 1:
                    changed.InsertRange(at, changed.GetRange(at, length));
                    break;
                default:
                    for (var one = at; one < Math.Min(at + 8, changed.Count); one++)
                        changed[one] = Any<byte>(0, 1, 0x7f, 0x80, 0xff, (byte)_random.Next(256));
                    break;
            }
        }

        return [.. changed];
    }

    private (int At, int Length) Part(int length)
    {
        var at = _random.Next(length + 1);
        return (at, _random.Next(Math.Min(length - at, 200) + 1));
    }
}
