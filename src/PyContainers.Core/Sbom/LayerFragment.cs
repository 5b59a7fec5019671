namespace PyContainers.Core.Sbom;

/// <summary>What the bytes of one layer tell about what it holds: its part of the bill of materials. Bytecode is not
/// listed: it belongs to its source.</summary>
/// <param name="Format">See <see cref="CurrentFormat"/>.</param>
/// <param name="Distributions">The installed distributions, ordinal by environment and name.</param>
/// <param name="Others">Files that no distribution records, ordinal by path.</param>
/// <param name="Libraries">C libraries that were recognised outside of distributions, ordinal by name.</param>
public sealed record LayerFragment(
    int Format, IReadOnlyList<FragmentDistribution> Distributions, IReadOnlyList<FragmentFile> Others,
    IReadOnlyList<BundledLibrary> Libraries)
{
    /// <summary>Raised when the same layer gives another fragment: then kept ones are made again.</summary>
    public const int CurrentFormat = 1;
}

/// <summary>A distribution in a layer.</summary>
/// <param name="Environment">The environment that it lies in, without a leading slash (<c>app/.venv</c>).</param>
/// <param name="Name">PEP 503 name.</param>
/// <param name="Version">Its version.</param>
/// <param name="License">What its <c>METADATA</c> says about the licence.</param>
/// <param name="Summary">What it is, in one line; null when it does not say.</param>
/// <param name="Tags">The tags of the wheel that was installed, in ordinal order.</param>
/// <param name="Requires">What it requires, as <c>Requires-Dist</c> says it.</param>
/// <param name="Files">Its files in this layer, ordinal by path.</param>
/// <param name="Packaged">What its own bills of materials name (PEP 770).</param>
public sealed record FragmentDistribution(
    string Environment, string Name, string Version, DeclaredLicense License, string? Summary,
    IReadOnlyList<string> Tags, IReadOnlyList<string> Requires, IReadOnlyList<FragmentFile> Files,
    IReadOnlyList<PackagedComponent> Packaged);

/// <summary>A file or link in a layer.</summary>
/// <param name="Path">Its path in the image without a leading slash.</param>
/// <param name="Digest">Digest of its content; null for a link.</param>
/// <param name="Link">Where a link leads; null for a file.</param>
public sealed record FragmentFile(string Path, string? Digest, string? Link);

/// <summary>A bill of materials that a wheel brings, as far as it is read: CycloneDX.</summary>
/// <param name="Components">What it names.</param>
public sealed record PackagedSbom(IReadOnlyList<PackagedComponent>? Components);

/// <summary>A component that such a bill of materials names.</summary>
/// <param name="Type">CycloneDX's type, ex: <c>library</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Purl">Its package URL, or null.</param>
/// <param name="Components">What is in it.</param>
public sealed record PackagedComponent(
    string? Type, string? Name, string? Version, string? Purl, IReadOnlyList<PackagedComponent>? Components);
