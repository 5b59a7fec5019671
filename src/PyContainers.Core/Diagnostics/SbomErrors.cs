namespace PyContainers.Core.Diagnostics;

/// <summary>PYC6xxx: what is in the image.</summary>
public static class SbomErrors
{
    /// <summary>PYC6001 (warning): layers of an earlier image are in the bill of materials by name only.</summary>
    /// <param name="layers">Their names.</param>
    public static Diagnostic UnreadLayers(IReadOnlyList<string> layers) =>
        new(
            "PYC6001",
            $"The SBOM lists what is in {Quoted(layers)} by name and version only, without licences and files: these "
                + "layers come from the image that PyContainerCacheFrom names, and are not on this machine. Publish "
                + "without PyContainerCacheFrom for a complete SBOM, or keep PyContainerCacheDirectory between builds."
        );

    /// <summary>PYC6002 (warning): what is said about the image is not in the registry.</summary>
    /// <param name="noun">What it is: SBOM or provenance.</param>
    /// <param name="image">The image, as the user names it.</param>
    /// <param name="file">Full path of the file.</param>
    /// <param name="reason">What went wrong, as a sentence without a full stop.</param>
    public static Diagnostic NotAttached(string noun, string image, string file, string reason) =>
        new(
            "PYC6002",
            $"The {noun} is not attached to '{image}': {reason}. The image is published, and the {noun} is in "
                + $"'{file}'. Publish again, attach the file with another tool, or set PyContainerSbomAttach to false."
        );

    private static string Quoted(IReadOnlyList<string> layers) => layers.Count == 1
        ? $"the layer '{layers[0]}'"
        : $"{layers.Count} layers ({string.Join(", ", layers.Select(layer => $"'{layer}'"))})";
}
