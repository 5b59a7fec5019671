using System.Text.RegularExpressions;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace PyContainers.Core.Projects;

/// <summary>Reads TOML. The syntax tree is walked, not mapped to types: that needs no reflection, and each value keeps its place.</summary>
internal static partial class TomlText
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text, without a byte order mark.</param>
    /// <param name="error">Makes the error for a text that is no TOML.</param>
    public static TomlTable Read(string text, TomlError error)
    {
        var document = SyntaxParser.Parse(text);
        var errors = document.Diagnostics.Where(one => one.Kind == DiagnosticMessageKind.Error);
        if (errors.MinBy(one => one.Span.Start.Offset) is { } first) // one mistake makes others behind it, which may be told first
            throw error(Sentence(first.Message), first.Span.Start.Line + 1, first.Span.Start.Column + 1);
        var root = new TomlTable("", error);
        Fill(root, document.KeyValues, error);
        foreach (var table in document.Tables)
            Fill(Open(root, table, error), table.Items, error);
        return root;
    }

    private static TomlTable Open(TomlTable root, TableSyntaxBase header, TomlError error)
    {
        var keys = Keys(header.Name!);
        var parent = Descend(root, keys[..^1], error);
        var (name, span) = keys[^1];
        if (header is not TableArraySyntax)
            return Descend(parent, keys[^1..], error);
        var added = new TomlTable(parent.PathOf(name), error);
        if (parent.Values.GetValueOrDefault(name)?.Content is not List<TomlValue> list)
            parent.Values[name] = At(list = [], span);
        list.Add(At(added, span));
        return added;
    }

    private static void Fill(TomlTable table, IEnumerable<KeyValueSyntax> lines, TomlError error)
    {
        foreach (var line in lines)
        {
            var keys = Keys(line.Key!);
            var target = Descend(table, keys[..^1], error);
            target.Values[keys[^1].Name] = Value(line.Value!, target.PathOf(keys[^1].Name), error);
        }
    }

    // Of an array of tables the last one is meant.
    private static TomlTable Descend(TomlTable table, IEnumerable<(string Name, SourceSpan Span)> keys, TomlError error)
    {
        foreach (var (name, span) in keys)
        {
            table = table.Values.GetValueOrDefault(name)?.Content switch
            {
                TomlTable found => found,
                List<TomlValue> and [.., { Content: TomlTable last }] => last,
                _ => Add(table, name, span, error),
            };
        }

        return table;
    }

    private static TomlTable Add(TomlTable table, string name, SourceSpan span, TomlError error)
    {
        var added = new TomlTable(table.PathOf(name), error);
        table.Values[name] = At(added, span);
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

        return At(content, value.Span);
    }

    private static TomlValue At(object? content, SourceSpan span) => new(content, span.Start.Line + 1, span.Start.Column + 1);

    private static List<(string Name, SourceSpan Span)> Keys(KeySyntax key) =>
        [(Name(key.Key!), key.Key!.Span), .. key.DotKeys.Select(dotted => (Name(dotted.Key!), dotted.Key!.Span))];

    private static string Name(BareKeyOrStringValueSyntax key) =>
        key is StringValueSyntax quoted ? quoted.Value! : ((BareKeySyntax)key).Key!.Text!;

    // In the tone of uv's messages. What was defined before is not quoted: it may be a whole table, with whatever is in it.
    private static string Sentence(string message)
    {
        var text = Defined().Replace(message.Trim(), "already defined in line ${line}")
            .Replace("`␤`", "the end of the line", StringComparison.Ordinal).Replace("␤", "the end of the line", StringComparison.Ordinal)
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
