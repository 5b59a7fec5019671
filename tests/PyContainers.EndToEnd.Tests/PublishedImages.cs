using System.Text.RegularExpressions;
using PyContainers.Testing.Images;

namespace PyContainers.EndToEnd.Tests;

/// <summary>The images that a publish says it made, taken from where it says they are: each has to be sound.</summary>
internal static partial class PublishedImages
{
    /// <summary>Fails unless all of them are.</summary>
    /// <param name="output">What the publish printed.</param>
    /// <param name="engine">Which engine has those with neither archive nor registry.</param>
    public static void ShouldBeSound(string output, string engine)
    {
        foreach (
            var target in Result()
                .Matches(output)
                .Select(match => match.Groups["target"].Value)
                .Distinct(StringComparer.Ordinal)
        )
        {
            if (File.Exists(target))
                ImageArchive.Read(target);
            else if (InRegistry().Match(target) is { Success: true } image)
                CheckInRegistry(
                    image.Groups["registry"].Value,
                    image.Groups["repository"].Value,
                    image.Groups["tag"].Value,
                    image.Groups["digest"].Value
                );
            else
                CheckInEngine(engine, target);
        }
    }

    private static void CheckInRegistry(string registry, string repository, string tag, string digest)
    {
        var image = RegistryImage.Of(registry, repository, Kit.Credentials(registry));
        var descriptor = image.Descriptor(tag);
        if (digest.Length > 0)
            descriptor.GetProperty("digest").GetString().ShouldBe(digest);
        ImageCheck.ShouldBeSound($"{registry}/{repository}:{tag}", ImageParts.Of(descriptor, image.Blob, image.Layer));
    }

    private static void CheckInEngine(string engine, string image)
    {
        using var folder = new TestDirectory();
        Tool.Run(engine, "save", "-o", folder["image.tar"], image.Split(',')[0]);
        ImageArchive.Read(folder["image.tar"]);
    }

    [GeneratedRegex(
        @" -> (?<target>[^\r\n]+) \((unchanged, |[0-9]+ layers, )",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex Result();

    [GeneratedRegex(
        "^(?<registry>localhost:[0-9]+)/(?<repository>[^:]+):(?<tag>[^,@]+)[^@]*(@(?<digest>.+))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        10_000
    )]
    private static partial Regex InRegistry();
}
