using PyContainers.Core.Layers;

namespace PyContainers.Core.Sbom;

/// <summary>The components of an image's distributions.</summary>
internal sealed class DistributionComponents
{
    private readonly SbomInput _input;
    private readonly ILookup<string, LockedDistribution> _locked;
    private readonly List<Installed> _own = [];
    private readonly List<Installed> _ofTools = [];

    public DistributionComponents(SbomInput input)
    {
        _input = input;
        _locked = input.Locked.ToLookup(one => one.Name, StringComparer.Ordinal);
        foreach (var (layer, fragment) in input.Layers)
            (layer.Kind == LayerKind.Tools ? _ofTools : _own).AddRange(In(layer, fragment));
    }

    /// <summary>Each distribution of the application's environment with its bom-ref.</summary>
    public IEnumerable<(string Ref, FragmentDistribution Distribution)> Own =>
        _own.Select(one => (RefOf(one.Distribution), one.Distribution));

    /// <summary>Each distribution of the tools' environments with its bom-ref and its tool.</summary>
    public IEnumerable<(string Ref, string Tool, FragmentDistribution Distribution)> OfTools =>
        _ofTools.Select(one => (ToolRef(one.Distribution), Tool(one.Distribution), one.Distribution));

    /// <summary>The distributions of the application's environment, without the project.</summary>
    public IEnumerable<CdxComponent> InEnvironment =>
        _own.Where(one => one.Distribution.Name != _input.Project)
            .Select(one => Component(one, RefOf(one.Distribution), ""));

    /// <summary>The distributions of each tool.</summary>
    public IEnumerable<IGrouping<string, CdxComponent>> Tools =>
        _ofTools.Select(one => (Tool: Tool(one.Distribution), Part: one))
            .OrderBy(one => one.Tool, StringComparer.Ordinal)
            .GroupBy(
                one => one.Tool,
                one => Component(one.Part, ToolRef(one.Part.Distribution), $"tool:{one.Tool}/"),
                StringComparer.Ordinal);

    /// <summary>References of those that are known by name only.</summary>
    public IEnumerable<string> Unread => _own.Where(one => !one.IsRead).Select(one => RefOf(one.Distribution));

    /// <summary>The application: the project's package, if it is one, and the files that nobody else brings.</summary>
    /// <param name="others">Those files.</param>
    public CdxComponent Application(IEnumerable<FragmentFile> others)
    {
        var package = _own.Find(one => one.Distribution.Name == _input.Project);
        var about = package is null ? null : Component(package, SbomWriter.Application, "");
        return new CdxComponent("application", SbomWriter.Application, _input.Project)
        {
            Version = about?.Version ?? _input.Version,
            Description = about?.Description,
            Licenses = about?.Licenses,
            Properties =
            [
                .. _input.Layers.Where(one => one.Layer.Kind == LayerKind.App)
                    .Select(one => SbomWriter.Property("layer", one.Layer.Blob.Digest)),
            ],
            Components = about?.Components,
            Evidence = SbomWriter.Evidence([.. others, .. package?.Distribution.Files ?? []], withDigests: true),
        };
    }

    /// <summary>The bom-ref of a distribution in the application's environment.</summary>
    public string RefOf(FragmentDistribution distribution) =>
        distribution.Name == _input.Project ? SbomWriter.Application
        : Purl(distribution) ?? $"local:{distribution.Name}@{distribution.Version}";

    private static string ToolRef(FragmentDistribution distribution) =>
        $"tool:{Tool(distribution)}/{distribution.Name}@{distribution.Version}";

    private static string Tool(FragmentDistribution distribution) => SbomWriter.ToolIn(distribution.Environment);

    private CdxComponent Component(Installed part, string reference, string prefix)
    {
        var distribution = part.Distribution;
        var isLocal = IsLocal(distribution);
        var (wheel, source) = prefix.Length > 0 ? (null, null) : Archives(distribution);
        var packaged = Packaged(distribution.Packaged, reference).ToList();
        return new CdxComponent("library", reference, distribution.Name)
        {
            Version = distribution.Version,
            Description = distribution.Summary,
            Hashes = SbomWriter.Hash(wheel?.Digest),
            Licenses = Licenses(distribution.License),
            Purl = prefix.Length > 0
                ? $"pkg:pypi/{distribution.Name}@{Uri.EscapeDataString(distribution.Version)}"
                : Purl(distribution),
            ExternalReferences = References(wheel, source),
            Properties = [SbomWriter.Property("layer", part.Layer.Blob.Digest)],
            Components = packaged.Count > 0 ? packaged : null,
            Evidence = SbomWriter.Evidence(distribution.Files, withDigests: isLocal && prefix.Length == 0),
        };
    }

    private bool IsLocal(FragmentDistribution distribution) =>
        _input.Local.Contains(distribution.Name) || Locked(distribution) is { IsLocal: true };

    // What is built from sources here is on no index, whatever has its name there.
    private string? Purl(FragmentDistribution distribution)
    {
        if (IsLocal(distribution))
            return null;
        var purl = $"pkg:pypi/{distribution.Name}@{Uri.EscapeDataString(distribution.Version)}";
        return Locked(distribution)?.Qualifiers is { } qualifiers ? $"{purl}?{qualifiers}" : purl;
    }

    private LockedDistribution? Locked(FragmentDistribution distribution) =>
        _locked[distribution.Name].FirstOrDefault(one => one.Version == distribution.Version)
        ?? _locked[distribution.Name].FirstOrDefault(one => one.Version is null);

    // The wheel that was installed, or the source that it was built from here.
    private (LockedArchive? Wheel, LockedArchive? Source) Archives(FragmentDistribution distribution)
    {
        if (Locked(distribution) is not { } locked)
            return (null, null);
        // Tags in common tell only where one wheel has them: a wrong hash is worse than none.
        var ranks = locked.Wheels.ToLookup(one => one.Matches(distribution.Tags));
        var wheel = ranks[2].MinBy(one => one.File, StringComparer.Ordinal)
            ?? (ranks[1].ToList() is [var only] ? only : null);
        return wheel is null && distribution.Tags.Count > 0 ? (null, locked.Source) : (wheel, null);
    }

    private static IReadOnlyList<CdxReference>? References(LockedArchive? wheel, LockedArchive? source)
    {
        if (wheel?.Url is { } url)
            return [new CdxReference("distribution", url, SbomWriter.Hash(wheel.Digest))];
        return source?.Url is { } from
            ? [new CdxReference("source-distribution", from, SbomWriter.Hash(source.Digest))]
            : null;
    }

    private static IReadOnlyList<CdxLicenseChoice> Licenses(DeclaredLicense license)
    {
        if (license.Expression is { } expression)
            return [new CdxLicenseChoice(null, expression, "declared")];
        var names = license.Names.Count > 0 ? license.Names : [DeclaredLicense.Unknown];
        return [.. names.Select(name => new CdxLicenseChoice(
            new CdxLicense(name, name == DeclaredLicense.Unknown ? null : "declared"), null, null))];
    }

    private static readonly string[] s_types =
    [
        "application", "framework", "library", "container", "operating-system", "device", "firmware", "file",
        "platform", "device-driver", "machine-learning-model", "data", "cryptographic-asset",
    ];

    private static IEnumerable<CdxComponent> Packaged(IEnumerable<PackagedComponent> components, string below)
    {
        var at = 0;
        foreach (var one in components.SelectMany(Flat).Where(one => one.Name is { Length: > 0 })
            .DistinctBy(one => (one.Name, one.Version, one.Purl))
            .OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Version, StringComparer.Ordinal)
            .ThenBy(one => one.Purl, StringComparer.Ordinal))
        {
            var type = Array.Find(s_types, known => known == one.Type) ?? "library";
            yield return new CdxComponent(type, FormattableString.Invariant($"{below}/{one.Name}#{at++}"), one.Name!)
            {
                Version = one.Version,
                Purl = one.Purl,
            };
        }
    }

    private static IEnumerable<PackagedComponent> Flat(PackagedComponent component) =>
        (component.Components ?? []).SelectMany(Flat).Prepend(component);

    private static IEnumerable<Installed> In(WrittenLayer layer, LayerFragment? fragment) => fragment is not null
        ? fragment.Distributions.Select(one => new Installed(layer, one, IsRead: true))
        // An earlier image's layer: name and version are all that its label says.
        : layer.Kind == LayerKind.Interpreter ? []
        : layer.Content.Select(line => line.Split(' ', 2)).Where(pair => pair.Length == 2)
            .Select(pair => new Installed(
                layer,
                new FragmentDistribution("", pair[0], pair[1], new DeclaredLicense(null, []), null, [], [], [], []),
                IsRead: false));

    private sealed record Installed(WrittenLayer Layer, FragmentDistribution Distribution, bool IsRead);
}
