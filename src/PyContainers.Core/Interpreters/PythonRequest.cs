namespace PyContainers.Core.Interpreters;

/// <summary>Which Python the image is to have, and who says so.</summary>
/// <param name="Version">A version or a specifier.</param>
/// <param name="AskedBy">For messages: <c>PyContainerPythonVersion</c>, <c>.python-version</c> or
/// <c>requires-python</c>.</param>
/// <param name="File">The file that says it, or null.</param>
public sealed record PythonRequest(string Version, string AskedBy, string? File);
