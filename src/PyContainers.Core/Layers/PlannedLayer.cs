using PyContainers.Core.Environments;

namespace PyContainers.Core.Layers;

/// <summary>A layer to be written.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Name">A short name for people, unique in the image.</param>
/// <param name="Distributions">What it holds; empty for the interpreter, and for an app that is not a package.</param>
public sealed record PlannedLayer(LayerKind Kind, string Name, IReadOnlyList<Distribution> Distributions);
