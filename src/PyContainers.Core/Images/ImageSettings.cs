using PyContainers.Core.Tar;

namespace PyContainers.Core.Images;

/// <summary>What is added to a base image.</summary>
public sealed record ImageSettings
{
    /// <summary>Layers, from bottom to top.</summary>
    public IReadOnlyList<ImageLayer> Layers { get; init; } = [];

    /// <summary>Environment variables: each takes the place of the base's variable with its name, else it comes
    /// last.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Folders before those of the base's <c>PATH</c>. A <c>PATH</c> in <see cref="Environment"/> wins over
    /// all of it.</summary>
    public IReadOnlyList<string> PathPrefix { get; init; } = [];

    /// <summary>Labels, beside the base's.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    /// <summary>The start command in exec form; empty keeps the base's entry point.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>The signal that stops it, ex: <c>SIGINT</c>, where the base names none; empty for none.</summary>
    public string StopSignal { get; init; } = "";

    /// <summary>TCP ports the image says it listens on, beside the base's.</summary>
    public IReadOnlyList<int> ExposedPorts { get; init; } = [];

    /// <summary>Who runs it, <c>uid:gid</c>; empty keeps the base's user.</summary>
    public string User { get; init; } = "";

    /// <summary>The image's time of creation; given, never taken from the clock, so that the same input makes the same
    /// image.</summary>
    public required DateTimeOffset Created { get; init; }
}

/// <summary>A layer with its line in the image's history.</summary>
/// <param name="Blob">The layer.</param>
/// <param name="CreatedBy">What made it, as <c>docker history</c> shows it.</param>
public sealed record ImageLayer(LayerBlob Blob, string CreatedBy);
