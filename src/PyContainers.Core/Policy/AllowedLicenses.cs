using System.Text.RegularExpressions;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Policy;

/// <summary>The licences that an organisation allows.</summary>
/// <param name="names">SPDX identifiers, or names as distributions declare them. <c>NOASSERTION</c> allows what
/// declares none.</param>
public sealed partial class AllowedLicenses(IReadOnlyList<string> names)
{
    private readonly HashSet<string> _names = new(names, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether what a distribution declares is allowed: of licences joined by <c>OR</c> one, of those joined
    /// by <c>AND</c> each, and each of several names.</summary>
    public bool Allow(DeclaredLicense license) =>
        license.Expression is { } expression ? Holds(expression)
        : license.Names.Count == 0 ? _names.Contains(DeclaredLicense.Unknown)
        : license.Names.All(name => _names.Contains(name) || Holds(name));

    private bool Holds(string expression)
    {
        var words = new Queue<string>(Word().Matches(expression).Select(match => match.Value));
        return Or(words) is true && words.Count == 0;
    }

    // Null where the text is no expression (SPDX 3, annex B).
    private bool? Or(Queue<string> words)
    {
        var held = And(words);
        while (held is not null && Next(words, "OR"))
            held = And(words) is { } other ? held.Value | other : null;
        return held;
    }

    private bool? And(Queue<string> words)
    {
        var held = One(words);
        while (held is not null && Next(words, "AND"))
            held = One(words) is { } other ? held.Value & other : null;
        return held;
    }

    private bool? One(Queue<string> words)
    {
        if (Next(words, "("))
            return Or(words) is { } inner && Next(words, ")") ? inner : null;
        if (!words.TryDequeue(out var name) || name is ")" or "OR" or "AND" or "WITH")
            return null;
        if (!Next(words, "WITH"))
            return _names.Contains(name);
        // An exception permits more than the licence alone.
        return words.TryDequeue(out var exception)
            ? _names.Contains(name) || _names.Contains($"{name} WITH {exception}")
            : null;
    }

    private static bool Next(Queue<string> words, string word) =>
        words.TryPeek(out var next) && string.Equals(next, word, StringComparison.OrdinalIgnoreCase)
        && words.TryDequeue(out _);

    [GeneratedRegex(@"[()]|[^\s()]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
