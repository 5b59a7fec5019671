using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Tasks.Sdk;

/// <summary>What <c>CreateNewImage</c> says about an image.</summary>
internal static class SdkAnswer
{
    private static readonly string[] s_missing = ["CONTAINER1015:", "CONTAINER1011:"];

    /// <summary>An image that was read; the SDK puts a layer for the application on top of it.</summary>
    /// <param name="manifest">The manifest's JSON, with that layer.</param>
    /// <param name="config">The config's JSON, likewise.</param>
    /// <param name="digest">Digest of the platform's manifest in the registry.</param>
    public static ImageAnswer Of(string manifest, string config, string digest)
    {
        var (whole, wholeConfig) = (Manifest.Parse(manifest), ImageConfig.Parse(config));
        var image = new OciImage(whole.WithoutTopLayer(), wholeConfig.WithoutTopLayer(), digest);
        return new ImageAnswer(image, IsMissing: false, "");
    }

    /// <summary>An image that was not read.</summary>
    /// <param name="failure">The SDK's errors.</param>
    public static ImageAnswer Of(SdkFailure failure) =>
        new(Image: null,
            failure.Errors.Any(error => s_missing.Any(code => error.StartsWith(code, StringComparison.Ordinal))),
            failure.Reason)
        {
            IsUnreachable = failure.IsUnreachable,
        };

    /// <summary>Errors as sentences on one line; empty when there is none.</summary>
    public static string Reason(IEnumerable<string> errors) =>
        string.Join(" ", errors.Select(error => OneLine(error).TrimEnd('.', ' ') + "."));

    private static string OneLine(string text) =>
        string.Join(
            ' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
