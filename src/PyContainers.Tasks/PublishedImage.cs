using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PyContainers.Core;
using PyContainers.Core.Images;

namespace PyContainers.Tasks;

/// <summary>
/// Decides whether the destination has this very image already. The .NET SDK's own last layer and history differ at every publish, so digests
/// cannot be compared: a label holds the hash of everything the image is made from, and is read back under every tag.
/// </summary>
internal static class PublishedImage
{
    /// <summary>The label.</summary>
    public const string InputsLabel = "dev.pycontainers.inputs";

    /// <summary>The hash of one platform's ingredients.</summary>
    /// <param name="composed">The image that the SDK gets as its base, without the label.</param>
    /// <param name="settings">What the SDK adds to it.</param>
    /// <param name="publishFolder">What the SDK puts into its own layer.</param>
    public static string InputsOf(ComposedImage composed, string settings, string publishFolder)
    {
        var text = new StringBuilder(composed.Digest).Append('\n').Append(settings).Append('\n');
        if (Directory.Exists(publishFolder))
        {
            foreach (var file in Directory.EnumerateFiles(publishFolder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"{Path.GetRelativePath(publishFolder, file)} {Digests.OfFile(file)}\n");
        }

        return Digests.Of(text.ToString());
    }

    /// <summary>The digest of the image that is there already, or null when something is to be pushed.</summary>
    /// <param name="sdk">Reads the destination.</param>
    /// <param name="registry">The destination.</param>
    /// <param name="repository">Its repository.</param>
    /// <param name="tags">Every tag must name the image.</param>
    /// <param name="inputs">The hash for each runtime identifier.</param>
    public static string? Find(SdkImage sdk, string registry, string repository, IReadOnlyList<string> tags, IReadOnlyDictionary<string, string> inputs)
    {
        var digest = "";
        foreach (var tag in tags)
        {
            foreach (var (runtimeIdentifier, expected) in inputs)
            {
                var there = sdk.Read(new SdkImageReference(registry, repository, tag, ""), runtimeIdentifier);
                if (!there.Succeeded || InputsIn(there.Configuration) != expected)
                    return null;
                digest = there.BaseDigest;
            }
        }

        return digest;
    }

    private static string? InputsIn(string configuration) =>
        (string?)JsonNode.Parse(configuration)?["config"]?["Labels"]?[InputsLabel];
}
