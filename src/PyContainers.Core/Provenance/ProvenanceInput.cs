using System.Collections.ObjectModel;

namespace PyContainers.Core.Provenance;

/// <summary>What is known of how an image was made.</summary>
public sealed record ProvenanceInput
{
    /// <summary>The image, as <c>registry/repository</c>, or the repository alone where there is no registry.</summary>
    public required string Image { get; init; }

    /// <summary>Digest of its manifest.</summary>
    public required string Digest { get; init; }

    /// <summary>Its platform, ex: <c>linux-x64</c>.</summary>
    public required string RuntimeIdentifier { get; init; }

    /// <summary>A URI of what vouches for the build, such as a pipeline.</summary>
    public required string BuilderId { get; init; }

    /// <summary>Versions of what took part, by name, in the order of the names.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The project file, relative to the repository's root with slashes.</summary>
    public required string Project { get; init; }

    /// <summary>Properties that were given to MSBuild from outside the project, such as by <c>-p:</c>.</summary>
    public IReadOnlyDictionary<string, string> GlobalProperties { get; init; } =
        ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Where the sources come from; null if that is not known.</summary>
    public string? SourceUrl { get; init; }

    /// <summary>The commit that is checked out, in hex digits; null if that is not known.</summary>
    public string? SourceRevision { get; init; }

    /// <summary>What else went in, each with name and digest: lockfile, base, interpreter, uv.</summary>
    public required IReadOnlyList<SlsaResource> Materials { get; init; }

    /// <summary>The image's bill of materials.</summary>
    public SlsaResource? Sbom { get; init; }
}
