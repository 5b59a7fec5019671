namespace PyContainers.Tasks.Sdk;

/// <summary>What reading an image gave.</summary>
/// <param name="Succeeded">Whether it was read.</param>
/// <param name="Manifest">The manifest's JSON, with an empty layer on top that the SDK always adds.</param>
/// <param name="Configuration">The config's JSON, likewise.</param>
/// <param name="BaseDigest">Digest of the platform's manifest as it is in the registry.</param>
/// <param name="Errors">The SDK's errors.</param>
internal sealed record SdkImageResult(bool Succeeded, string Manifest, string Configuration, string BaseDigest, IReadOnlyList<string> Errors)
{
    private static readonly string[] s_missing = ["CONTAINER1015:", "CONTAINER1011:"];

    /// <summary>The errors as sentences; empty when there is none.</summary>
    public string Reason => string.Join(" ", Errors.Select(error => error.TrimEnd('.') + "."));

    /// <summary>Whether the registry answered that it has no such image, or none for the platform.</summary>
    public bool IsMissing => Errors.Any(error => s_missing.Any(code => error.StartsWith(code, StringComparison.Ordinal)));
}
