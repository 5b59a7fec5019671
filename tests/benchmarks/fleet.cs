// What PyContainerCacheRepository saves 1,000 agents that publish 200 projects for 30 days: dotnet run fleet.cs
// The layers are those that the product's own planner makes; distributions, lockfiles and builds are made up, as
// README.md says. Requests are counted as a registry's log shows them. Every run gives the same table.
#:property PublishAot=false
#:project ../../src/PyContainers.Core/PyContainers.Core.csproj
using System.Globalization;
using PyContainers.Core.Environments;
using PyContainers.Core.Layers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Agents = 1000, Projects = 200, Days = 30, BuildsADay = 10, Pool = 800;
var trace = Trace(new Random(16));

Console.WriteLine("| | builds without a layer to make | layers made | made, GB | sent, GB | requests a build |");
Console.WriteLine("|---|---|---|---|---|---|");
Print("fresh agents, no cache", agents: false, fleet: false);
Print("a cache on each agent", agents: true, fleet: false);
Print("fresh agents, the fleet's cache", agents: false, fleet: true);
Print("both", agents: true, fleet: true);
return 0;

void Print(string name, bool agents, bool fleet)
{
    var run = new Run(agents, fleet);
    trace.ForEach(run.Publish);
    Console.WriteLine(
        $"| {name} | {100.0 * run.Whole / trace.Count:0.0} % | {run.Made:#,0} of {run.Layers:#,0} "
        + $"| {run.MadeBytes / 1e9:#,0} | {run.SentBytes / 1e9:#,0.0} | {1.0 * run.Requests / trace.Count:0} |");
}

// Builds in order of time. A project's lockfile is renewed once a week on average; half of what is outdated moves on.
List<Build> Trace(Random random)
{
    var pool = Enumerable.Range(0, Pool).Select(_ => new Package(
        Size: (long)(150_000 * Math.Exp(1.6 * Normal(random))), IsPure: random.NextDouble() > 0.3,
        Phase: random.NextDouble() * 60)).ToArray();
    var projects = Enumerable.Range(0, Projects).Select(at => new Project(
        at, Python: random.NextDouble() switch { < 0.6 => "3.13", < 0.85 => "3.12", < 0.95 => "3.14", _ => "3.11" },
        Chosen(random, (int)(15 * Math.Pow(6, random.NextDouble()))))).ToArray();
    var activity = Projects * BuildsADay / Projects.Sum1();
    var builds = new List<Build>();
    for (var day = 0; day < Days; day++)
    {
        foreach (var project in projects)
        {
            if (day == 0 || random.NextDouble() < 1.0 / 7)
                project.Lock(pool, day, random);
            for (var left = activity / (project.At + 1); left > random.NextDouble(); left--)
                builds.Add(new Build(
                    day + random.NextDouble(), project.At, random.Next(Agents), IsProtected: random.NextDouble() < 0.3,
                    project.Revision, project.Layers));
        }
    }

    return [.. builds.OrderBy(build => build.Time)];
}

// Some distributions are in nearly every project.
static int[] Chosen(Random random, int count)
{
    var chosen = new HashSet<int>();
    while (chosen.Count < count)
        chosen.Add((int)Math.Pow(Pool, random.NextDouble()) - 1);
    return [.. chosen.Order()];
}

static double Normal(Random random) =>
    Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

internal sealed record Package(long Size, bool IsPure, double Phase)
{
    // A release in two months.
    public int VersionAt(double day) => (int)((day + Phase) / 60);
}

internal sealed record Layer(string Key, long Bytes);

internal sealed record Build(
    double Time, int Project, int Agent, bool IsProtected, int Revision, IReadOnlyList<Layer> Layers);

internal sealed class Project(int at, string Python, int[] distributions)
{
    private readonly int[] _versions = new int[distributions.Length];

    public int At => at;

    public int Revision { get; private set; }

    public IReadOnlyList<Layer> Layers { get; private set; } = [];

    public void Lock(Package[] pool, int day, Random random)
    {
        Revision++;
        for (var i = 0; i < distributions.Length; i++)
        {
            if (day == 0 || random.NextDouble() < 0.5)
                _versions[i] = pool[distributions[i]].VersionAt(day);
        }

        var installed = distributions.Select((one, i) => new Distribution(
            $"d{one:000}", $"{_versions[i]}", "", pool[one].IsPure, [], [], $"d{one}-{_versions[i]}", pool[one].Size));
        Layers =
        [
            .. LayerPlanner.Plan(
                    [.. installed], "app", new HashSet<string>(), ownInterpreter: true, LayerPlanner.DefaultBudget)
                .Where(layer => layer.Kind != LayerKind.App)
                .Select(layer => new Layer(
                    $"{Python} {layer.Kind} {string.Join(' ', layer.Distributions.Select(one => one.Fingerprint))}",
                    // As in web-api: what is installed and its bytecode, compressed; and an interpreter.
                    layer.Kind == LayerKind.Interpreter
                        ? 13_700_000
                        : (long)(0.43 * layer.Distributions.Sum(one => one.Size)))),
        ];
    }
}

internal sealed class Run(bool agents, bool fleet)
{
    // The .NET SDK's requests: the layer of the application and its own, the base's, config, manifest; the two reads.
    private const int Fixed = 12 + 2 + 4 + 1 + 2, Upload = 5, Entry = 5, Fragment = 3;

    private readonly HashSet<(int Agent, string Key)> _onAgents = [];
    private readonly HashSet<(int Project, string Key)> _inRepositories = [];
    private readonly HashSet<string> _inCache = [];
    private readonly HashSet<(int Project, int Revision)> _whole = [];

    public int Whole { get; private set; }

    public int Made { get; private set; }

    public int Layers { get; private set; }

    public double MadeBytes { get; private set; }

    public double SentBytes { get; private set; }

    public long Requests { get; private set; }

    public void Publish(Build build)
    {
        Layers += build.Layers.Count;
        Requests += Fixed + build.Layers.Count; // one HEAD for each
        var whole = fleet && _whole.Contains((build.Project, build.Revision));
        Requests += fleet ? 1 : 0;
        var made = 0;
        foreach (var layer in build.Layers)
        {
            var onAgent = agents && _onAgents.Contains((build.Agent, layer.Key));
            var asks = fleet && !whole && !onAgent;
            var taken = whole || asks && _inCache.Contains(layer.Key);
            Requests += asks ? 1 : 0;
            if (taken)
            {
                Requests++; // mounted
                _inRepositories.Add((build.Project, layer.Key));
                continue;
            }

            if (!onAgent)
            {
                made++;
                MadeBytes += layer.Bytes;
            }

            if (agents)
                _onAgents.Add((build.Agent, layer.Key));
            if (_inRepositories.Add((build.Project, layer.Key)))
            {
                SentBytes += layer.Bytes;
                Requests += Upload;
            }

            if (fleet && build.IsProtected)
                Requests += 1 + Fragment + (_inCache.Add(layer.Key) ? Entry : 1);
        }

        Made += made;
        Whole += made == 0 ? 1 : 0;
        if (fleet && build.IsProtected && _whole.Add((build.Project, build.Revision)))
            Requests += Entry;
    }
}

internal static class Sums
{
    // The sum of 1/1 … 1/n: the busiest project has twice the builds of the next one.
    public static double Sum1(this int count) => Enumerable.Range(1, count).Sum(one => 1.0 / one);
}
