namespace PyContainers.Core.Stages;

/// <summary>One stage of a publish: a target of the same name, with one task.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Does">What it is for, in one line.</param>
/// <param name="Reads">What it reads of what earlier stages wrote: names of <see cref="BuildState"/>'s and
/// <see cref="PlatformState"/>'s properties.</param>
/// <param name="Writes">What it leaves behind, likewise.</param>
public sealed record Stage(string Target, string Does, IReadOnlyList<string> Reads, IReadOnlyList<string> Writes);
