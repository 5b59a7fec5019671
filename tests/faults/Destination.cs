namespace PyContainers.Faults;

/// <summary>Where an image goes, and how it is looked at there.</summary>
/// <param name="Arguments">What names it on the command line.</param>
/// <param name="Layers">The diff ids of the layers of the image there but the .NET SDK's own, which has the time of its
/// making. Throws unless the image is sound.</param>
internal sealed record Destination(IReadOnlyList<string> Arguments, Func<IReadOnlyList<string>> Layers)
{
    public static Destination Archive(string path) =>
        new([$"-p:ContainerArchiveOutputPath={path}"], () => [.. ImageArchive.Read(path).DiffIds.SkipLast(1)]);

    public static Destination Registry(string registry, string repository) =>
        new(
            [$"-p:ContainerRegistry={registry}", $"-p:ContainerRepository={repository}"],
            () =>
            {
                var images = RegistryImage.Of(registry, repository).Images("latest");
                ImageCheck.ShouldBeSound(repository, images);
                return [.. images[0].Layers.Select(layer => layer.DiffId).SkipLast(1)];
            }
        );
}
