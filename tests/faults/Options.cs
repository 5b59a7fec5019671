using System.Globalization;

namespace PyContainers.Faults;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Families">The families of faults to run.</param>
/// <param name="Rounds">How many tries of what is tried by chance.</param>
/// <param name="Seed">Where chance begins.</param>
/// <param name="Only">What the names of the tries have in them, or null for all of them.</param>
internal sealed record Options(IReadOnlyList<string> Families, int Rounds, int Seed, string? Only)
{
    /// <summary>Whether a try is asked for.</summary>
    public bool Wants(string name) => Only is null || name.Contains(Only, StringComparison.Ordinal);

    /// <exception cref="FormatException">It is not understood.</exception>
    public static Options Parse(string[] words, IReadOnlyCollection<string> families)
    {
        var options = new Options([], 20, 17, null);
        for (var at = 0; at < words.Length; at++)
        {
            options = words[at] switch
            {
                "--rounds" => options with { Rounds = Number(++at) },
                "--seed" => options with { Seed = Number(++at) },
                "--only" => options with { Only = Word(++at) },
                "all" => options with { Families = [.. families] },
                var name when families.Contains(name, StringComparer.Ordinal) => options with
                {
                    Families = [.. options.Families, name],
                },
                var other => throw new FormatException($"'{other}' is none of {string.Join(", ", families)}, all."),
            };
        }

        return options.Families.Count > 0 ? options : options with { Families = [.. families] };

        int Number(int index) =>
            int.TryParse(Word(index), CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new FormatException($"'{words[index - 1]}' wants a number.");

        string Word(int index) =>
            index < words.Length ? words[index] : throw new FormatException($"'{words[index - 1]}' wants a word.");
    }
}
