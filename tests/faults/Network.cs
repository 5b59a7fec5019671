using System.Diagnostics;
using System.Text;

namespace PyContainers.Faults;

/// <summary>A first publish without a kit, to a registry, on a network of which one host has one fault; and the publish
/// after it, when all is well again.</summary>
internal sealed class Network(Machine machine, BoxContent content, Figures figures)
{
    // What a publish takes longer than one without a fault, until it says that a host hangs.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static readonly (string Name, string Json)[] s_faults =
    [
        .. new[] { "dns", "refused", "tls", "expired", "half", "other", "reset", "loop", "page", "silent", "slow" }
            .Select(kind => (kind, $$"""{"kind":"{{kind}}"}""")),
        .. new[] { 401, 403, 404, 407, 429, 500, 503 }
            .Select(status => ($"{status}", $$"""{"kind":"status","status":{{status}}}""")),
    ];

    private readonly Dictionary<(string Host, string Fault), string> _cells = [];
    private TimeSpan _clean;
    private IReadOnlyList<string> _expected = [];

    public static void Run(Machine machine, Options options, Figures figures)
    {
        const string Family = "network";
        if (!Environment.IsPrivilegedProcess)
            figures.Add(Family, "all", Outcome.Skipped("only root may make a network of its own"));
        else if (BoxContent.Prepare(machine.Kit) is { } content)
            new Network(machine, content, figures).Run(options);
        else
            figures.Add(Family, "all", Outcome.Skipped("no kit with a wheel of uv lies beside the checkout"));
    }

    private void Run(Options options)
    {
        using (var clean = new BoxProject(machine, content))
        {
            var begin = Stopwatch.GetTimestamp();
            var end = clean.Publish("{}");
            _clean = Stopwatch.GetElapsedTime(begin);
            _expected = end.Succeeded ? clean.Layers() : throw new InvalidOperationException(end.Output);
        }

        var hosts = new[]
        {
            content.Index, content.Files, "releases.astral.sh", "mcr.microsoft.com",
            "westeurope.data.mcr.microsoft.com", BoxProject.Destination,
        };
        var all = hosts.SelectMany(host => s_faults.Select(fault => (host, fault))).ToArray();
        new Random(options.Seed).Shuffle(all);
        foreach (var (host, fault) in all.Where(one => options.Wants($"{one.host} {one.fault.Name}"))
            .Take(options.Rounds))
            Try(host, fault.Name, fault.Json);
        Console.Write(Matrix(hosts));
    }

    private void Try(string host, string fault, string json)
    {
        using var project = new BoxProject(machine, content);
        var begin = Stopwatch.GetTimestamp();
        var end = project.Publish($$"""{"{{host}}":{{json}}}""");
        var time = Stopwatch.GetElapsedTime(begin);
        var outcome = end.Judge(project.Layers, _expected, mayBlameTheSystem: false);
        if (outcome.Verdict == Verdict.Coded && time > _clean + s_patience)
            outcome = Outcome.Wrong($"only after {time.TotalSeconds:0} s: {outcome.Why}");
        var next = project.Publish("{}").Judge(project.Layers, _expected);
        if (next.Verdict != Verdict.Right)
            outcome = Outcome.Wrong($"when all is well again: {next.Why}");
        var said = end.Succeeded ? "published" : string.Join(' ', end.ErrorCodes.DefaultIfEmpty("?"));
        var flaw = outcome.Verdict == Verdict.Wrong ? ", WRONG" : "";
        _cells[(host, fault)] = $"{said}, {time.TotalSeconds:0} s{flaw}";
        figures.Add("network, " + host, fault, outcome);
    }

    // In Markdown: a line for each fault, a column for each host.
    private string Matrix(string[] hosts)
    {
        var text = new StringBuilder($"\nWithout a fault: {_clean.TotalSeconds:0} s\n\n| Fault |");
        text.AppendJoin(" | ", hosts).Append(" |\n|---|").Insert(text.Length, "---|", hosts.Length).Append('\n');
        foreach (var (fault, _) in s_faults)
        {
            var cells = hosts.Select(host => _cells.GetValueOrDefault((host, fault), ""));
            text.Append($"| {fault} | ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return text.ToString();
    }
}
