using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>What is known about an application when its start command is inferred.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="IsPackage">Whether it is installed; otherwise its files lie in the working directory.</param>
/// <param name="ConsoleScripts">Names of its own console scripts.</param>
/// <param name="Installed">PEP 503 names of every distribution in the image.</param>
/// <param name="Files">Its own files: path relative to the import root, <c>/</c>-separated, to full path on
/// disk.</param>
/// <param name="Paths">Where things lie in the image.</param>
/// <param name="Port">The port to serve on.</param>
/// <param name="ProjectFile">The file that errors point at.</param>
/// <param name="Script">The script that is the whole application, or null.</param>
public sealed record ApplicationFacts(
    string Name, bool IsPackage, IReadOnlyList<string> ConsoleScripts, IReadOnlySet<string> Installed,
    IReadOnlyDictionary<string, string> Files, ImagePaths Paths, int Port, string ProjectFile, string? Script = null)
{
    /// <summary>Names of console scripts that are defined and not installed.</summary>
    public IReadOnlyList<string> ScriptsLeftOut { get; init; } = [];
}
