using PyContainers.Core.Oci;

namespace PyContainers.Tasks.Sdk;

/// <summary>What reading an image gave.</summary>
/// <param name="Image">The image as it is in the registry; null when it was not read.</param>
/// <param name="Errors">The SDK's errors.</param>
internal sealed record SdkImageResult(OciImage? Image, IReadOnlyList<string> Errors)
{
    private static readonly string[] s_missing = ["CONTAINER1015:", "CONTAINER1011:"];

    /// <summary>What <c>CreateNewImage</c> gave; it puts a layer for the application on top of what it reads.</summary>
    /// <param name="manifest">The manifest's JSON, with that layer.</param>
    /// <param name="config">The config's JSON, likewise.</param>
    /// <param name="digest">Digest of the platform's manifest in the registry.</param>
    /// <param name="errors">The SDK's errors.</param>
    public static SdkImageResult Read(string manifest, string config, string digest, IReadOnlyList<string> errors)
    {
        var (whole, wholeConfig) = (Manifest.Parse(manifest), ImageConfig.Parse(config));
        return new(new OciImage(whole.WithoutTopLayer(), wholeConfig.WithoutTopLayer(), digest), errors);
    }

    /// <summary>The errors as sentences; empty when there is none.</summary>
    public string Reason => string.Join(" ", Errors.Select(error => error.TrimEnd('.') + "."));

    /// <summary>Whether the registry answered that it has no such image, or none for the platform.</summary>
    public bool IsMissing =>
        Errors.Any(error => s_missing.Any(code => error.StartsWith(code, StringComparison.Ordinal)));
}
