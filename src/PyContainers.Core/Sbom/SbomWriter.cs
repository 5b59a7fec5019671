using PyContainers.Core.Common;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Sbom;

/// <summary>Joins the fragments of an image's layers with what the build knows. No clock and nothing random: the same
/// image gives the same bytes.</summary>
/// <param name="input">What is known.</param>
public sealed class SbomWriter(SbomInput input)
{
    internal const string Image = "image";
    internal const string Base = "base";
    internal const string Interpreter = "interpreter";
    internal const string Application = "application";

    private readonly DistributionComponents _distributions = new(input);

    /// <summary>The document.</summary>
    public CdxDocument Write()
    {
        var document = new CdxDocument(
            "http://cyclonedx.org/schema/bom-1.6.schema.json", "CycloneDX", "1.6", null, 1, Metadata(), Components(),
            new SbomEdges(input, _distributions).Of(BundledRefs()), Compositions());
        // From the content, so two documents have one number only if they say the same.
        var hash = Convert.FromHexString(Digests.Hex(Digests.Of(document.ToBytes()))).AsSpan(0, 16);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return document with { SerialNumber = $"urn:uuid:{new Guid(hash, bigEndian: true)}" };
    }

    private CdxMetadata Metadata() =>
        new(
            new CdxTools([new CdxComponent("application", null, "PyContainers") { Version = ProductVersion.Text }]),
            new CdxComponent("container", Image, input.Project) { Version = input.Version },
            [
                Property("inputs", input.Inputs),
                Property("platform", input.RuntimeIdentifier),
                // What the .NET SDK puts on top is made after this, and changes no file of these.
                Property("not-described", "the .NET SDK's own layer"),
            ]);

    private List<CdxComponent> Components()
    {
        var components = new List<CdxComponent> { BaseComponent() };
        if (input.Layers.Any(one => one.Layer.Kind == LayerKind.Interpreter))
            components.Add(InterpreterComponent());
        components.AddRange(_distributions.InEnvironment);
        components.AddRange(Tools());
        components.Add(_distributions.Application(
            Others(kind => kind is not (LayerKind.Interpreter or LayerKind.Tools))));
        return [.. components.OrderBy(one => one.BomRef, StringComparer.Ordinal)];
    }

    private CdxComponent BaseComponent() => new("container", Base, input.Base)
    {
        Hashes = Hash(input.BaseDigest),
        Components = input.BasePackages is { Count: > 0 } packages ? packages : null,
    };

    private CdxComponent InterpreterComponent()
    {
        var libraries = Libraries();
        return new CdxComponent("application", Interpreter, "python")
        {
            Version = input.Python,
            Hashes = input.PythonArchive is null ? null : Hash(input.PythonArchive),
            Licenses = [new CdxLicenseChoice(null, "PSF-2.0", "declared")],
            Cpe = $"cpe:2.3:a:python:python:{input.Python}:*:*:*:*:*:*:*",
            Purl = $"pkg:generic/python@{input.Python}",
            Properties = Layers(LayerKind.Interpreter),
            Components = libraries.Count > 0 ? libraries : null,
            Evidence = Evidence(Others(kind => kind == LayerKind.Interpreter), withDigests: false),
        };
    }

    // Parts of the interpreter's files: the files are its own.
    private List<CdxComponent> Libraries() =>
    [
        .. Bundled().Select(library => new CdxComponent("library", $"{Interpreter}/{library.Name}", library.Name)
        {
            Version = library.Version,
            Cpe = library.Version is { } version
                ? $"cpe:2.3:a:{library.Product}:{version}:*:*:*:*:*:*:*"
                : null,
            Purl = $"pkg:generic/{library.Name}" + (library.Version is null ? "" : "@" + library.Version),
            Properties = [Property("found-in", "/" + library.File)],
        }),
    ];

    private IEnumerable<BundledLibrary> Bundled() =>
        input.Layers.Where(one => one.Layer.Kind == LayerKind.Interpreter)
            .SelectMany(one => one.Fragment?.Libraries ?? [])
            .OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Version is null)
            .DistinctBy(one => one.Name, StringComparer.Ordinal);

    private List<string> BundledRefs() => [.. Bundled().Select(library => $"{Interpreter}/{library.Name}")];

    private IEnumerable<CdxComponent> Tools()
    {
        var others = Others(kind => kind == LayerKind.Tools).ToLookup(ToolOf, StringComparer.Ordinal);
        foreach (var tool in _distributions.Tools)
        {
            yield return new CdxComponent("application", ToolRef(tool.Key), tool.Key)
            {
                Version = tool.FirstOrDefault(one => one.Name == tool.Key)?.Version,
                Properties = Layers(LayerKind.Tools),
                Components = [.. tool],
                Evidence = Evidence(others[tool.Key], withDigests: false),
            };
        }
    }

    internal static string ToolRef(string tool) => $"tool:{tool}";

    // opt/tools/NAME/…, and opt/tools/bin/SCRIPT, a link into it.
    private static string ToolOf(FragmentFile file)
    {
        var bin = ToolsLayer.Bin.Trim('/') + "/";
        var path = file.Path.StartsWith(bin, StringComparison.Ordinal) && file.Link is { } link
            ? SlashPath.Resolve(bin, link) ?? file.Path
            : file.Path;
        return ToolIn(path);
    }

    internal static string ToolIn(string path) =>
        path[Math.Min(path.Length, ToolsLayer.Folder.Length)..].Split('/')[0];

    private IEnumerable<FragmentFile> Others(Func<LayerKind, bool> ofKind) =>
        input.Layers.Where(one => ofKind(one.Layer.Kind)).SelectMany(one => one.Fragment?.Others ?? []);

    private List<CdxProperty> Layers(LayerKind kind) =>
        [.. input.Layers.Where(one => one.Layer.Kind == kind).Select(one => Property("layer", one.Layer.Blob.Digest))];

    private List<CdxComposition>? Compositions()
    {
        string[] incomplete =
        [
            // Not every library tells its version, and static ones may hide others.
            .. input.Layers.Any(one => one.Layer.Kind == LayerKind.Interpreter) ? [Interpreter] : Array.Empty<string>(),
            .. _distributions.Unread,
        ];
        return incomplete.Length == 0
            ? null
            : [new CdxComposition("incomplete", [.. incomplete.Order(StringComparer.Ordinal)])];
    }

    internal static CdxProperty Property(string name, string value) => new("pycontainers:" + name, value);

    internal static IReadOnlyList<CdxHash>? Hash(string? digest) =>
        Digests.IsDigest(digest) ? [new CdxHash("SHA-256", Digests.Hex(digest!))] : null;

    internal static CdxEvidence? Evidence(IEnumerable<FragmentFile> files, bool withDigests)
    {
        var occurrences = files.OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => new CdxOccurrence("/" + file.Path, withDigests ? file.Digest : null)).ToList();
        return occurrences.Count > 0 ? new CdxEvidence(occurrences) : null;
    }
}
