using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Sbom;

/// <summary>
/// What needs what: an edge where a distribution's <c>METADATA</c> requires another that is installed, with the extras
/// that somebody asks for. Conditions on Python and platform are not evaluated: what they exclude is not there. What
/// nobody requires by name, the application does.
/// </summary>
internal sealed partial class SbomEdges(SbomInput input, DistributionComponents distributions)
{
    private readonly SortedDictionary<string, SortedSet<string>> _edges = new(StringComparer.Ordinal);

    /// <summary>The edges of the whole document.</summary>
    /// <param name="libraries">References of the interpreter's libraries.</param>
    public IReadOnlyList<CdxDependency> Of(IReadOnlyList<string> libraries)
    {
        Add(SbomWriter.Image, SbomWriter.Application, SbomWriter.Base);
        Add(SbomWriter.Base);
        Connect(SbomWriter.Application, distributions.Own.ToList(), Locked());
        foreach (var tool in distributions.OfTools.GroupBy(one => one.Tool, StringComparer.Ordinal))
        {
            var reference = SbomWriter.ToolRef(tool.Key);
            Add(SbomWriter.Image, reference);
            Connect(reference, [.. tool.Select(one => (one.Ref, one.Distribution))], [tool.Key]);
        }

        if (input.Layers.Any(one => one.Layer.Kind == LayerKind.Interpreter))
        {
            Add(SbomWriter.Application, SbomWriter.Interpreter);
            Add(SbomWriter.Interpreter, [.. libraries]);
            foreach (var library in libraries)
                Add(library);
        }

        return [.. _edges.Select(one => new CdxDependency(one.Key, one.Value.Count > 0 ? [.. one.Value] : null))];
    }

    private IEnumerable<string> Locked() =>
        input.Locked.Where(one => one.Name == input.Project).SelectMany(one => one.Requires);

    private void Connect(
        string root, List<(string Ref, FragmentDistribution Distribution)> installed, IEnumerable<string> wanted)
    {
        Add(root);
        var byName = installed.DistinctBy(one => one.Distribution.Name, StringComparer.Ordinal)
            .ToDictionary(one => one.Distribution.Name, StringComparer.Ordinal);
        foreach (var name in wanted.Where(byName.ContainsKey))
            Add(root, byName[name].Ref);
        Require(byName);
        // The first of a circle stands for it.
        var reached = new HashSet<string>(StringComparer.Ordinal);
        Reach(root, reached);
        var named = _edges.Values.SelectMany(one => one).ToHashSet(StringComparer.Ordinal);
        foreach (var (reference, _) in installed.OrderBy(one => named.Contains(one.Ref))
            .ThenBy(one => one.Ref, StringComparer.Ordinal).Where(one => !reached.Contains(one.Ref)))
        {
            if (!reached.Contains(reference))
                Add(root, reference);
            Reach(reference, reached);
        }
    }

    private void Require(Dictionary<string, (string Ref, FragmentDistribution Distribution)> byName)
    {
        var extras = byName.Keys.ToDictionary(name => name, _ => new HashSet<string>(StringComparer.Ordinal),
            StringComparer.Ordinal);
        var todo = new Queue<string>(byName.Keys.Order(StringComparer.Ordinal));
        while (todo.TryDequeue(out var name))
        {
            var (reference, distribution) = byName[name];
            Add(reference);
            foreach (var requirement in distribution.Requires.Select(Parse).Where(one =>
                byName.ContainsKey(one.Name) && (one.Extra is null || input.Local.Contains(name)
                    || extras[name].Contains(one.Extra))))
            {
                if (byName[requirement.Name].Ref != reference)
                    Add(reference, byName[requirement.Name].Ref);
                var before = extras[requirement.Name].Count;
                extras[requirement.Name].UnionWith(requirement.Extras);
                if (extras[requirement.Name].Count > before)
                    todo.Enqueue(requirement.Name);
            }
        }
    }

    private void Reach(string from, HashSet<string> reached)
    {
        var todo = new Stack<string>([from]);
        while (todo.TryPop(out var reference))
        {
            if (reached.Add(reference) && _edges.TryGetValue(reference, out var next))
                foreach (var one in next)
                    todo.Push(one);
        }
    }

    private void Add(string from, params string[] to)
    {
        if (!_edges.TryGetValue(from, out var all))
            _edges.Add(from, all = new SortedSet<string>(StringComparer.Ordinal));
        all.UnionWith(to);
    }

    private static (string Name, IEnumerable<string> Extras, string? Extra) Parse(string requirement)
    {
        var match = Requirement().Match(requirement);
        var extra = Condition().Match(requirement);
        return (
            PackageName.Normalise(match.Groups["name"].Value),
            match.Groups["extras"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(PackageName.Normalise),
            extra.Success ? PackageName.Normalise(extra.Groups["extra"].Value) : null);
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z0-9._-]+)\s*(\[(?<extras>[^\]]*)\])?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Requirement();

    [GeneratedRegex(@"\bextra\s*==\s*['""](?<extra>[^'""]+)['""]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Condition();
}
