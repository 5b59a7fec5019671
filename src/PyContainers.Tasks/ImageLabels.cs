using PyContainers.Core.Projects;

namespace PyContainers.Tasks;

/// <summary>The labels that the project and the base give an image: the OCI image specification's pre-defined annotation keys.</summary>
internal static class ImageLabels
{
    public static IEnumerable<KeyValuePair<string, string>> Of(ProjectInfo project, string baseName, string baseDigest, string revision)
    {
        yield return new("org.opencontainers.image.title", project.Name);
        if (project.Version is { } version)
            yield return new("org.opencontainers.image.version", version);
        if (revision.Length > 0)
            yield return new("org.opencontainers.image.revision", revision);
        yield return new("org.opencontainers.image.base.name", baseName);
        if (baseDigest.Length > 0)
            yield return new("org.opencontainers.image.base.digest", baseDigest);
    }
}
