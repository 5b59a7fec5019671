namespace PyContainers.Core.Interpreters;

/// <summary>The Python that a base image brings.</summary>
/// <param name="Image">The base image's name for messages.</param>
/// <param name="Minors">The minor versions that it has for every platform, such as <c>3.11</c>.</param>
public sealed record BasePython(string Image, IReadOnlyList<string> Minors);
