using System.Collections.ObjectModel;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Core.Projects;
using PyContainers.Core.Provenance;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Stages;

/// <summary>What only MSBuild knows of the build.</summary>
/// <param name="RuntimeIdentifier">The image's platform, ex: <c>linux-x64</c>.</param>
/// <param name="Image">The image, as <c>registry/repository</c>.</param>
/// <param name="Digest">Digest of its manifest.</param>
/// <param name="BuilderId">A URI of what vouches for the build.</param>
/// <param name="ProjectFile">Full path of the project file.</param>
public sealed record WriteProvenanceOptions(
    string RuntimeIdentifier, string Image, string Digest, string BuilderId, string ProjectFile)
{
    /// <summary>The base's name.</summary>
    public string BaseImage { get; init; } = "";

    /// <summary>Version of the .NET SDK that runs.</summary>
    public string SdkVersion { get; init; } = "";

    /// <summary>The root of the repository, as a full path; empty outside one.</summary>
    public string SourceRoot { get; init; } = "";

    /// <summary>Where the repository comes from, or empty.</summary>
    public string SourceUrl { get; init; } = "";

    /// <summary>The commit that is checked out, or empty.</summary>
    public string SourceRevision { get; init; } = "";

    /// <summary>Properties that were given from outside the project.</summary>
    public IReadOnlyDictionary<string, string> GlobalProperties { get; init; } =
        ReadOnlyDictionary<string, string>.Empty;
}

/// <summary>Writes the provenance of one platform's image, after it was published: it is about the image's
/// digest.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What only MSBuild knows.</param>
/// <param name="log">Gets a line.</param>
public sealed class WriteProvenanceStage(BuildState state, WriteProvenanceOptions options, ILog log)
{
    private readonly PlatformState _platform = state.For(options.RuntimeIdentifier);

    /// <summary>Writes it, unless it is there.</summary>
    public void Run()
    {
        var (project, uv) = (state.Project.Read(), state.Uv.Read());
        var sbom = ProvenanceWriter.Resource(Path.GetFileName(_platform.Sbom), null, Digests.OfFile(_platform.Sbom));
        var statement = new ProvenanceWriter(new ProvenanceInput
        {
            Image = options.Image,
            Digest = options.Digest,
            RuntimeIdentifier = options.RuntimeIdentifier,
            BuilderId = options.BuilderId,
            Versions = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["PyContainers.Sdk"] = ProductVersion.Text,
                [".NET SDK"] = options.SdkVersion,
                ["uv"] = uv.Version,
            },
            Project = Named(options.ProjectFile),
            GlobalProperties = options.GlobalProperties,
            SourceUrl = options.SourceUrl,
            SourceRevision = options.SourceRevision,
            Materials = [.. Deciding(project), .. Materials(uv.Path, uv.Version)],
            Sbom = sbom with { MediaType = CdxDocument.MediaType },
        }).Write();
        if (AtomicFile.WriteIfDifferent(_platform.Provenance, statement.ToText()))
            log.Step($"the provenance is in {_platform.Provenance}");
    }

    private IEnumerable<SlsaResource> Deciding(ProjectInfo project) =>
        (ProjectManifests.LockOf(project) is { } locked ? [locked] : project.Requirements?.Files ?? [])
            .Order(StringComparer.Ordinal)
            .Select(file => ProvenanceWriter.Resource(Named(file), null, Digests.OfFile(file)));

    private IEnumerable<SlsaResource> Materials(string uv, string uvVersion)
    {
        yield return ProvenanceWriter.Resource(options.BaseImage, null, OciImage.Load(_platform.Base).Digest);
        var interpreter = state.Interpreter.Read();
        if (interpreter.Archives.GetValueOrDefault(options.RuntimeIdentifier) is { } archive)
            yield return ProvenanceWriter.Resource(
                "python", $"pkg:generic/python@{interpreter.Version}", archive.Digest);
        yield return ProvenanceWriter.Resource("uv", $"pkg:generic/uv@{uvVersion}", Digests.OfFile(uv));
    }

    // As it is called in the repository; outside it, or without one, by its name.
    private string Named(string file) =>
        options.SourceRoot.Length > 0 && HostPath.IsAbove(options.SourceRoot, file)
            ? Path.GetRelativePath(options.SourceRoot, file).Replace('\\', '/')
            : Path.GetFileName(file);
}
