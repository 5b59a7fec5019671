using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Development;

/// <summary>A filter of <c>dotnet test --filter</c> as an expression of <c>pytest -k</c>. Which property a condition
/// names does not matter: pytest looks for a word in names of tests, classes, files and markers.</summary>
public sealed class TestFilter
{
    private const string Special = "&|()";

    private static readonly string[] s_separators = ["::", ".py", ".", "/", " "];

    private readonly string _filter;
    private int _at;

    private TestFilter(string filter) => _filter = filter;

    /// <summary>Translates a filter.</summary>
    /// <param name="filter">For instance <c>FullyQualifiedName~orders&amp;TestCategory!=slow</c>.</param>
    /// <returns>For instance <c>orders and not slow</c>; empty for an empty filter.</returns>
    /// <exception cref="PyContainersException">PYC5003.</exception>
    public static string ToExpression(string filter)
    {
        if (string.IsNullOrWhiteSpace(filter))
            return "";
        var parser = new TestFilter(filter);
        var expression = parser.Or();
        return parser._at == filter.Length ? expression : throw parser.Invalid();
    }

    private string Or() => Joined('|', " or ", () => Joined('&', " and ", One));

    private string Joined(char sign, string word, Func<string> operand)
    {
        var expression = operand();
        while (Takes(sign))
            expression += word + operand();
        return expression;
    }

    private string One()
    {
        if (!Takes('('))
            return Condition();
        var inner = Or();
        return Takes(')') ? $"({inner})" : throw Invalid();
    }

    private string Condition()
    {
        var start = _at;
        var end = _filter.AsSpan(start).IndexOfAny(Special);
        _at = end < 0 ? _filter.Length : start + end;
        var text = _filter[start.._at].Trim();
        var sign = text.AsSpan().IndexOfAny('=', '~');
        // A dotted name is that of a test in its class in its module.
        var names = text[(sign + 1)..].Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        var isNot = sign > 0 && text[sign - 1] == '!';
        if (names.Length == 0 || sign == 0 || names.Any(name => !name.All(IsOfAName)))
        {
            _at = start;
            throw Invalid();
        }

        var all = names.Length == 1 ? names[0] : $"({string.Join(" and ", names)})";
        return isNot ? "not " + all : all;
    }

    // What pytest reads as a word.
    private static bool IsOfAName(char c) => char.IsLetterOrDigit(c) || "_-+:[]\\".Contains(c);

    private bool Takes(char sign)
    {
        while (_at < _filter.Length && _filter[_at] == ' ')
            _at++;
        var isThere = _at < _filter.Length && _filter[_at] == sign;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private PyContainersException Invalid() => TestErrors.Filter(_filter, _filter[_at..]);
}
