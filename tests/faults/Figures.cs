using System.Globalization;
using System.Text;

namespace PyContainers.Faults;

/// <summary>Counts outcomes by kind of fault, and tells of each that is not right as it happens.</summary>
internal sealed class Figures
{
    private readonly List<(string Kind, Verdict Verdict)> _outcomes = [];

    public bool HasWrong => _outcomes.Exists(outcome => outcome.Verdict == Verdict.Wrong);

    public void Add(string kind, string name, Outcome outcome)
    {
        lock (_outcomes)
            _outcomes.Add((kind, outcome.Verdict));
        if (outcome.Verdict != Verdict.Right)
            Console.WriteLine($"{kind}: {name}: {outcome.Verdict}: {outcome.Why}");
    }

    /// <summary>In Markdown.</summary>
    public string Table()
    {
        var text = new StringBuilder(
            "| Fault | Tried | Right | Coded | Wrong | Not ours | Skipped |\n|---|--:|--:|--:|--:|--:|--:|\n");
        foreach (var kind in _outcomes.GroupBy(outcome => outcome.Kind, StringComparer.Ordinal))
            Row(kind.Key, kind.Select(outcome => outcome.Verdict));
        Row("**all**", _outcomes.Select(outcome => outcome.Verdict));
        return text.ToString();

        void Row(string name, IEnumerable<Verdict> all)
        {
            var by = all.CountBy(verdict => verdict).ToDictionary();
            int Of(Verdict verdict) => by.GetValueOrDefault(verdict);
            var tried = by.Values.Sum() - Of(Verdict.Skipped);
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {name} | {tried} | {Of(Verdict.Right)} | {Of(Verdict.Coded)} | {Of(Verdict.Wrong)} | "
                    + $"{Of(Verdict.Foreign)} | {Of(Verdict.Skipped)} |"
            );
        }
    }
}
