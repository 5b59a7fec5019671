using PyContainers.Core.Common;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Images;

/// <summary>
/// Tells whether two images are the same one. The .NET SDK's own last layer and history differ at every publish, so
/// digests cannot be
/// compared: a label holds the hash of everything the image is made from.
/// </summary>
public static class InputHash
{
    /// <summary>The label.</summary>
    public const string Label = "dev.pycontainers.inputs";

    /// <summary>The hash of one platform's ingredients.</summary>
    /// <param name="composed">The image that the SDK gets as its base, without the label.</param>
    /// <param name="settings">What the SDK adds to it.</param>
    /// <param name="publishFolder">What the SDK puts into its own layer.</param>
    public static string Of(OciImage composed, string settings, string publishFolder)
    {
        var text = new Ingredients().Add(composed.Digest).Add(settings);
        if (Directory.Exists(publishFolder))
        {
            foreach (var path in Directory
                .EnumerateFiles(publishFolder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(publishFolder, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal))
                text.Add($"{path} {Digests.OfFile(Path.Combine(publishFolder, path))}");
        }

        return text.Digest();
    }
}
