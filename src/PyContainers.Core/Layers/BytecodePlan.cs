namespace PyContainers.Core.Layers;

/// <summary>Which entries of a layer are compiled, and where to.</summary>
/// <param name="Groups">Sources that are compiled together: a distribution's, or a top folder's.</param>
public sealed record BytecodePlan(IReadOnlyList<IReadOnlyList<BytecodeSource>> Groups)
{
    /// <summary>Plans the bytecode of every Python source among a layer's entries.</summary>
    /// <param name="entries">The layer's entries.</param>
    /// <param name="folder">The folder to compile into.</param>
    /// <param name="minorVersion">For instance <c>3.13</c>.</param>
    public static BytecodePlan Of(IEnumerable<LayerEntry> entries, string folder, string minorVersion)
    {
        var tag = "cpython-" + minorVersion.Replace(".", "", StringComparison.Ordinal);
        var groups = entries.OfType<FileEntry>().Where(entry => entry.Path.EndsWith(".py", StringComparison.Ordinal))
            .GroupBy(entry => GroupOf(entry.Path), StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (IReadOnlyList<BytecodeSource>)[.. group.Select(entry => Source(entry, folder, tag))]);
        return new BytecodePlan([.. groups]);
    }

    /// <summary>The entries of what was compiled; a source that does not compile has none.</summary>
    public List<FileEntry> Compiled() =>
        [.. Groups.SelectMany(group => group).Where(source => File.Exists(source.Target)).Select(source => new FileEntry(PycPath(source.ImagePath[1..], Tag(source.Target)), source.Target, Executable: false))];

    private static BytecodeSource Source(FileEntry entry, string folder, string tag) =>
        new(entry.Source, Path.Combine(folder, PycPath(entry.Path, tag)), "/" + entry.Path);

    private static string PycPath(string path, string tag)
    {
        var slash = path.LastIndexOf('/');
        return $"{path[..slash]}/__pycache__/{path[(slash + 1)..^".py".Length]}.{tag}.pyc";
    }

    private static string Tag(string target) => Path.GetExtension(Path.GetFileNameWithoutExtension(target))[1..];

    // Files below one top-level name of site-packages belong to one distribution and are compiled as one, whatever else is in the layer.
    private static string GroupOf(string path)
    {
        const string marker = "/site-packages/";
        var start = path.IndexOf(marker, StringComparison.Ordinal);
        if (start < 0)
            return "";
        var slash = path.IndexOf('/', start + marker.Length);
        return slash < 0 ? path : path[..slash];
    }
}
