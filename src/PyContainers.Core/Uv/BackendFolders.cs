using PyContainers.Core.Common;

namespace PyContainers.Core.Uv;

/// <summary>
/// Where a build backend keeps what it would leave beside the user's sources: setuptools its <c>build</c> and
/// <c>*.egg-info</c>, Python its
/// bytecode. One for each package: setuptools puts everything it finds in a build folder into the wheel.
/// </summary>
internal sealed class BackendFolders : IDisposable
{
    private readonly ScratchFolder _setuptools = new();
    private readonly string _interpreters;

    /// <summary>Makes the folders.</summary>
    /// <param name="bytecode">Keeps the standard library's bytecode for the next build: uv installs interpreters
    /// without, and to compile what hatchling imports takes 0.5 s.</param>
    /// <param name="interpreters">The folder of the interpreters.</param>
    public BackendFolders(string bytecode, string interpreters)
    {
        (Bytecode, _interpreters) = (bytecode, interpreters);
        SetuptoolsConfig = Path.Combine(_setuptools.Path, "setuptools.cfg");
        File.WriteAllText(
            SetuptoolsConfig,
            $"[build]\nbuild_base = {_setuptools.Path}\n[egg_info]\negg_base = {_setuptools.Path}\n"
        );
    }

    /// <summary>The variables that have backends use them.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DIST_EXTRA_CONFIG"] = SetuptoolsConfig,
            ["PYTHONPYCACHEPREFIX"] = Bytecode,
            ["PYTHONDONTWRITEBYTECODE"] = "",
        };

    /// <summary>The value of <c>DIST_EXTRA_CONFIG</c>.</summary>
    public string SetuptoolsConfig { get; }

    /// <summary>The value of <c>PYTHONPYCACHEPREFIX</c>: in it Python keeps bytecode by the full path of the source's
    /// folder.</summary>
    public string Bytecode { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _setuptools.Dispose();
        // A backend lives in another temporary folder at every build: its bytecode would never be used again, and grow.
        if (Directory.Exists(Bytecode))
            DeleteBut(
                Bytecode,
                Path.Combine(Bytecode, Path.GetRelativePath(Path.GetPathRoot(_interpreters)!, _interpreters))
            );
    }

    private static void DeleteBut(string folder, string kept)
    {
        foreach (
            var child in Directory.EnumerateDirectories(folder).Where(child => !HostPath.AreSame(child, kept)).ToList()
        )
        {
            if (HostPath.IsAbove(child, kept))
                DeleteBut(child, kept);
            else
                Folders.Delete(child);
        }
    }
}
