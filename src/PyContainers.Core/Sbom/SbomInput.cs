using PyContainers.Core.Layers;

namespace PyContainers.Core.Sbom;

/// <summary>Everything that a bill of materials is made of.</summary>
public sealed record SbomInput
{
    /// <summary>The image's platform, ex: <c>linux-x64</c>.</summary>
    public required string RuntimeIdentifier { get; init; }

    /// <summary>The hash of everything that the image is made from: the label <c>dev.pycontainers.inputs</c>.</summary>
    public required string Inputs { get; init; }

    /// <summary>PEP 503 name of the project.</summary>
    public required string Project { get; init; }

    /// <summary>The project's version, or null.</summary>
    public string? Version { get; init; }

    /// <summary>PEP 503 names of the packages that are built from sources on this machine.</summary>
    public required IReadOnlySet<string> Local { get; init; }

    /// <summary>The layers, bottom to top, each with its fragment; null for one that nobody here has read.</summary>
    public required IReadOnlyList<(WrittenLayer Layer, LayerFragment? Fragment)> Layers { get; init; }

    /// <summary>The interpreter's full version.</summary>
    public required string Python { get; init; }

    /// <summary>Digest of the interpreter's archive; null where the image has its base's.</summary>
    public string? PythonArchive { get; init; }

    /// <summary>The base's name.</summary>
    public required string Base { get; init; }

    /// <summary>The base's digest, or empty.</summary>
    public string BaseDigest { get; init; } = "";

    /// <summary>What the base's package manager has installed.</summary>
    public IReadOnlyList<CdxComponent> BasePackages { get; init; } = [];

    /// <summary>What the lockfile says.</summary>
    public IReadOnlyList<LockedDistribution> Locked { get; init; } = [];
}
