using PyContainers.Core.Elf;

namespace PyContainers.Core.Layers;

/// <summary>What the compiled files of a distribution need of the base, in few words: for a label.</summary>
/// <param name="Path">The file to name when it cannot be loaded.</param>
/// <param name="Origin">The distribution; empty for the interpreter.</param>
/// <param name="Kind">What the file is for.</param>
/// <param name="Machine">The architecture.</param>
/// <param name="Needs">Libraries that none of the recorded layers has, with the versions of symbols that they must
/// have.</param>
/// <param name="Offers">Paths of the libraries that it has for others.</param>
public sealed record RecordedFile(
    string Path,
    string Origin,
    CompiledKind Kind,
    string Machine,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Needs,
    IReadOnlyList<string> Offers)
{
    /// <summary>
    /// The files of one layer. Of a distribution's modules the least demanding stands for all: if it cannot be loaded,
    /// none can. A second one has the needs of all, if it has more: then some cannot.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="all">All recorded layers.</param>
    public static IReadOnlyList<RecordedFile> Of(WrittenLayer layer, IReadOnlyList<WrittenLayer> all)
    {
        var files = new Dictionary<string, CompiledFile>(StringComparer.Ordinal);
        foreach (var file in all.SelectMany(one => one.Blob.Compiled))
        {
            files[file.Name] = file;
            if (file.SoName.Length > 0)
                files[file.SoName] = file;
        }

        return
        [
            .. layer.Blob.Compiled
                .Where(file => layer.Kind != LayerKind.Interpreter || file.Kind != CompiledKind.Module)
                .GroupBy(file => file.Origin, StringComparer.Ordinal)
                .SelectMany(distribution => Of([.. distribution], files)),
        ];
    }

    /// <summary>The file and what it offers, as the check of libraries takes them.</summary>
    public IEnumerable<CompiledFile> ToCompiled() =>
        [
            new(
                Path, Origin, Kind, Machine, "", [.. Needs.Select(need => new NeededLibrary(need.Key, need.Value))],
                [], IsInherited: false),
            .. Offers.Where(path => path != Path).Select(path => new CompiledFile(
                path, Origin, CompiledKind.Link, Machine, "", [], [], IsInherited: false)),
        ];

    private static IEnumerable<RecordedFile> Of(IReadOnlyList<CompiledFile> files, Dictionary<string, CompiledFile> all)
    {
        var kind = files.Any(file => file.Kind == CompiledKind.Module) ? CompiledKind.Module
            : files.Any(file => file.Kind == CompiledKind.Program) ? CompiledKind.Program
            : CompiledKind.Library;
        var main = files.Where(file => file.Kind == kind).Select(file => Record(file, [file], all))
            .OrderBy(file => file.Needs.Count).ThenBy(Demand, StringComparer.Ordinal).First();
        yield return main with { Offers = [.. files.Where(IsShared).Select(file => file.Path)] };
        var other = Record(files[0], files, all);
        if (other.Needs.Any(need => !need.Value.ToHashSet(StringComparer.Ordinal)
                .IsSubsetOf(main.Needs.GetValueOrDefault(need.Key) ?? [])
            || !main.Needs.ContainsKey(need.Key)))
            yield return other with { Kind = CompiledKind.Library };
    }

    private static bool IsShared(CompiledFile file) => file.Kind is CompiledKind.Library or CompiledKind.Link;

    private static string Demand(RecordedFile file) =>
        string.Join(' ', file.Needs.SelectMany(need => need.Value)
            .Select(version => string.Join('.', version.Split('.').Select(part => part.PadLeft(4, '0'))))
            .OrderDescending(StringComparer.Ordinal));

    private static RecordedFile Record(
        CompiledFile named, IReadOnlyList<CompiledFile> files, Dictionary<string, CompiledFile> all)
    {
        var needs = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var seen = new HashSet<CompiledFile>();
        foreach (var file in files)
            Add(file);
        return new RecordedFile(named.Path, named.Origin, named.Kind, named.Machine, needs, []);

        void Add(CompiledFile file)
        {
            if (!seen.Add(file))
                return;
            foreach (var need in file.Needs)
            {
                if (all.TryGetValue(need.Name, out var ours))
                    Add(ours);
                else
                    needs[need.Name] = Both(needs.GetValueOrDefault(need.Name) ?? [], need.Versions);
            }
        }
    }

    private static IReadOnlyList<string> Both(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        [.. one.Union(other, StringComparer.Ordinal)];
}
