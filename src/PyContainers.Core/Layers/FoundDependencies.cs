using System.Text.Json;
using PyContainers.Core.Common;

namespace PyContainers.Core.Layers;

/// <summary>What was found in an earlier image, between two stages.</summary>
/// <param name="Key">The key of this build's dependencies.</param>
/// <param name="Layers">The layers of that key; empty when there are none to reuse.</param>
/// <param name="Registry">Where their image is.</param>
/// <param name="Repository">Its repository.</param>
/// <param name="ImageDigest">Digest of the platform's manifest.</param>
public sealed record FoundDependencies(
    string Key,
    IReadOnlyList<WrittenLayer> Layers,
    string Registry,
    string Repository,
    string ImageDigest
)
{
    /// <summary>Whether the image could not be read, so that the next build asks again.</summary>
    public bool IsUnanswered { get; init; }

    /// <summary>Reads what <see cref="Save"/> wrote; null when nothing was looked for.</summary>
    public static FoundDependencies? Load(string file) =>
        File.Exists(file) && File.ReadAllText(file) is ['{', ..] json
            ? JsonSerializer.Deserialize(json, DependencyJson.Default.FoundDependencies)
            : null;

    /// <summary>Writes it for later stages; an unchanged file keeps its time.</summary>
    public void Save(string file) =>
        AtomicFile.WriteIfDifferent(file, JsonSerializer.Serialize(this, DependencyJson.Default.FoundDependencies));
}
