using System.Globalization;

namespace PyContainers.Faults;

/// <summary>What is asked for on the command line.</summary>
/// <param name="Families">The families of faults to run.</param>
/// <param name="Rounds">How many tries of what is tried by chance.</param>
/// <param name="Seed">Where chance begins.</param>
internal sealed record Options(IReadOnlyList<string> Families, int Rounds, int Seed)
{
    /// <exception cref="FormatException">It is not understood.</exception>
    public static Options Parse(string[] words, IReadOnlyCollection<string> families)
    {
        var options = new Options([], 20, 17);
        for (var at = 0; at < words.Length; at++)
        {
            options = words[at] switch
            {
                "--rounds" => options with { Rounds = Number(++at) },
                "--seed" => options with { Seed = Number(++at) },
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
            index < words.Length && int.TryParse(words[index], CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new FormatException($"'{words[index - 1]}' wants a number.");
    }
}
