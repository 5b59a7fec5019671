namespace PyContainers.Core.Layers;

/// <summary>Sources that are compiled together, and where their bytecode goes.</summary>
/// <param name="Key">Digest of everything the bytecode is made from.</param>
/// <param name="Sources">The sources.</param>
public sealed record BytecodeGroup(string Key, IReadOnlyList<BytecodeSource> Sources)
{
    /// <summary>The Python sources among a distribution's or an application's entries. Their targets are relative: see <see cref="In"/>.</summary>
    /// <param name="key">Digest of everything the bytecode is made from.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="minorVersion">For instance <c>3.13</c>.</param>
    public static BytecodeGroup Of(string key, IEnumerable<LayerEntry> entries, string minorVersion)
    {
        var tag = "cpython-" + minorVersion.Replace(".", "", StringComparison.Ordinal);
        return new BytecodeGroup(key, [.. entries.OfType<FileEntry>().Where(entry => entry.Path.EndsWith(".py", StringComparison.Ordinal))
            .Select(entry => new BytecodeSource(entry.Source, PycPath(entry.Path, tag), "/" + entry.Path))]);
    }

    /// <summary>The same group with its bytecode in a folder.</summary>
    public BytecodeGroup In(string folder) =>
        this with { Sources = [.. Sources.Select(source => source with { Target = Path.Combine(folder, source.Target) })] };

    /// <summary>The entries of what was compiled into a folder; a source that does not compile has none.</summary>
    /// <param name="folder">The folder that <see cref="In"/> got.</param>
    public IEnumerable<FileEntry> Compiled(string folder) =>
        Sources.Where(source => File.Exists(source.Target))
            .Select(source => new FileEntry(Path.GetRelativePath(folder, source.Target).Replace('\\', '/'), source.Target, Executable: false));

    private static string PycPath(string path, string tag)
    {
        var slash = path.LastIndexOf('/');
        return $"{path[..slash]}/__pycache__/{path[(slash + 1)..^".py".Length]}.{tag}.pyc";
    }
}
