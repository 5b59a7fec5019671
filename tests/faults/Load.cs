using System.Globalization;

namespace PyContainers.Faults;

/// <summary>Many publishes: at once on one cache, and one after the other in one process of MSBuild's that
/// stays.</summary>
internal sealed class Load(Machine machine, Options options, Figures figures)
{
    private const int AtOnce = 16, InOneNode = 50;

    public static void Run(Machine machine, Options options, Figures figures)
    {
        var load = new Load(machine, options, figures);
        load.Together("of one project", "hello");
        load.Together("of many projects", "hello", "flask-app", "web-api");
        load.OneNode();
    }

    private void Together(string name, params string[] names)
    {
        const string Kind = "16 at once";
        if (!options.Wants(name))
            return;
        var expected = names.ToDictionary(one => one, CleanLayers, StringComparer.Ordinal);
        List<(string Name, FaultProject Project)> all =
        [
            .. Enumerable.Range(0, AtOnce).Select(at => names[at % names.Length])
                .Select(one => (one, new FaultProject(machine, one))),
        ];
        var cache = Directory.CreateDirectory(Path.Combine(all[0].Project.Root, "shared")).FullName;
        all.ForEach(one => one.Project.Variables["XDG_CACHE_HOME"] = cache);
        var running = all.ConvertAll(one => one.Project.Start(one.Project.Archive));
        foreach (var ((one, project), publish) in all.Zip(running))
        {
            figures.Add(Kind, name, publish.Finish(TimeSpan.FromMinutes(30))
                .Judge(project.Archive.Layers, expected[one]));
            publish.Dispose();
        }

        figures.Add(Kind, $"{name}: what is left", all[0].Project.Debris(Path.Combine(cache, "pycontainers")) is
        { Count: > 0 } left ? Outcome.Wrong(string.Join(", ", left.Take(5))) : Outcome.Right);
        all.ForEach(one => one.Project.Dispose());
    }

    // MSBuild's server runs every publish in the same process.
    private void OneNode()
    {
        const string Kind = "50 in one node";
        if (!options.Wants(Kind))
            return;
        using var project = new FaultProject(machine, "hello");
        project.Variables["DOTNET_CLI_USE_MSBUILD_SERVER"] = project.Variables["MSBUILDUSESERVER"] = "1";
        var source = Path.Combine(project.Folder, "main.py");
        var seen = new List<NodeFigures>();
        try
        {
            for (var at = 0; at < InOneNode; at++)
            {
                File.AppendAllText(source, $"# {at.ToString(CultureInfo.InvariantCulture)}\n");
                var to = project.Archive;
                var end = project.Publish(to, "env", "-u", "MSBUILDDISABLENODEREUSE");
                figures.Add(Kind, $"publish {at}", end.Judge(() => [.. to.Layers().Skip(100)], []));
                if (NodeFigures.Of(project.Root) is { } node)
                    seen.Add(node);
            }
        }
        finally
        {
            NodeFigures.End(project.Root);
        }

        figures.Add(Kind, "growth", NodeFigures.Judge(seen, InOneNode));
    }

    private IReadOnlyList<string> CleanLayers(string name)
    {
        using var project = new FaultProject(machine, name);
        return project.CleanLayers();
    }
}
