using System.Text;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace PyContainers.Core.Projects;

/// <summary>Reads TOML. The syntax tree is walked: that needs no reflection, and each value keeps its place.</summary>
internal static partial class TomlText
{
    private static readonly UTF8Encoding s_strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, which TOML wants to be UTF-8: uv and every build backend refuse another one.</summary>
    /// <param name="file">Its full path.</param>
    /// <param name="error">Makes the error for a file that is no TOML.</param>
    public static TomlTable ReadFile(string file, TomlError error)
    {
        SpecialFile.Refuse(file);
        var bytes = File.ReadAllBytes(file).AsSpan();
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return Read(s_strict.GetString(bytes), error);
        }
        catch (DecoderFallbackException invalid)
        {
            var before = bytes[..invalid.Index];
            throw error(
                $"the byte 0x{invalid.BytesUnknown![0]:x2} is not UTF-8; save the file as UTF-8.",
                before.Count((byte)'\n') + 1,
                Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, without a byte order mark.</param>
    /// <param name="error">Makes the error for a text that is no TOML.</param>
    public static TomlTable Read(string text, TomlError error)
    {
        var document = SyntaxParser.Parse(text);
        if (document.HasErrors)
            throw First(document.Diagnostics, error);
        var root = new TomlTable("", error);
        Fill(root, document.KeyValues, error);
        foreach (var table in document.Tables)
            Fill(Open(root, table, error), table.Items, error);
        return root;
    }

    // One mistake makes others behind it, which may be told first. What is not closed has no place, and is told later.
    private static PyContainersException First(IEnumerable<DiagnosticMessage> errors, TomlError error)
    {
        var all = errors.ToList();
        var first = all.Where(one => one == all[0] || one.Span.Start.Offset > 0).MinBy(one => one.Span.Start.Offset)!;
        return error(Sentence(first.Message), first.Span.Start.Line + 1, first.Span.Start.Column + 1);
    }

    private static TomlTable Open(TomlTable root, TableSyntaxBase header, TomlError error)
    {
        var keys = Keys(header.Name!);
        var parent = Descend(root, keys[..^1], error);
        var last = keys[^1];
        if (header is not TableArraySyntax)
            return Descend(parent, [last], error);
        var added = new TomlTable(parent.PathOf(Name(last)), error);
        if (parent.Values.GetValueOrDefault(Name(last))?.Content is not List<TomlValue> list)
            parent.Values[Name(last)] = At(list = [], last);
        list.Add(At(added, last));
        return added;
    }

    private static void Fill(TomlTable table, IEnumerable<KeyValueSyntax> lines, TomlError error)
    {
        foreach (var line in lines)
        {
            var keys = Keys(line.Key!);
            var target = Descend(table, keys[..^1], error);
            var name = Name(keys[^1]);
            target.Values[name] = Value(line.Value!, target.PathOf(name), error);
        }
    }

    // Of an array of tables the last one is meant.
    private static TomlTable Descend(TomlTable table, BareKeyOrStringValueSyntax[] keys, TomlError error)
    {
        foreach (var key in keys)
        {
            table = table.Values.GetValueOrDefault(Name(key))?.Content switch
            {
                TomlTable found => found,
                List<TomlValue> and [.., { Content: TomlTable last }] => last,
                _ => Add(table, key, error),
            };
        }

        return table;
    }

    private static TomlTable Add(TomlTable table, BareKeyOrStringValueSyntax key, TomlError error)
    {
        var added = new TomlTable(table.PathOf(Name(key)), error);
        table.Values[Name(key)] = At(added, key);
        return added;
    }

    private static TomlValue Value(ValueSyntax value, string path, TomlError error)
    {
        object? content = value switch
        {
            StringValueSyntax text => text.Value,
            BooleanValueSyntax boolean => boolean.Value,
            ArraySyntax array => array.Items.Select(item => Value(item.Value!, path, error)).ToList(),
            _ => null,
        };
        if (value is InlineTableSyntax inline)
        {
            var table = new TomlTable(path, error);
            Fill(table, inline.Items.Select(item => item.KeyValue!), error);
            content = table;
        }

        return At(content, value);
    }

    private static TomlValue At(object? content, SyntaxNodeBase node) =>
        new(content, node.Span.Start.Line + 1, node.Span.Start.Column + 1);

    private static BareKeyOrStringValueSyntax[] Keys(KeySyntax key) =>
        [key.Key!, .. key.DotKeys.Select(dotted => dotted.Key!)];

    private static string Name(BareKeyOrStringValueSyntax key) =>
        key is StringValueSyntax quoted ? quoted.Value! : ((BareKeySyntax)key).Key!.Text!;

    // In the tone of uv's messages. What was defined before is not quoted: it may be a whole table and its secrets.
    private static string Sentence(string message)
    {
        var text = Defined().Replace(message.Trim(), "already defined in line ${line}")
            .Replace("`␤`", "the end of the line", StringComparison.Ordinal)
            .Replace("␤", "the end of the line", StringComparison.Ordinal)
            .Replace("`<eof>`", "the end of the file", StringComparison.Ordinal)
            .Replace("<eof>", "the end of the file", StringComparison.Ordinal);
        text = Token().Replace(text, "");
        return char.ToLowerInvariant(text[0]) + text[1..].TrimEnd('.') + ".";
    }

    [GeneratedRegex(@"already defined at \((?<line>\d+),.*\z", Options | RegexOptions.Singleline, 1000)]
    private static partial Regex Defined();

    [GeneratedRegex(@" \(token: `\w+`\)", Options, 1000)]
    private static partial Regex Token();

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
}
