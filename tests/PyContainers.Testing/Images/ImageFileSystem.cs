using System.Formats.Tar;

namespace PyContainers.Testing.Images;

/// <summary>What a container sees: layers laid over each other.</summary>
internal sealed class ImageFileSystem
{
    private const string Whiteout = ".wh.", Opaque = ".wh..wh..opq";

    // Filled when a container starts.
    private static readonly string[] s_runtime = ["/proc", "/dev", "/sys", "/run"];

    private readonly SortedDictionary<string, LayerItem> _items = new(StringComparer.Ordinal);

    /// <summary>Everything that is there.</summary>
    public IReadOnlyCollection<LayerItem> Items => _items.Values;

    /// <summary>What is at a path, links not followed.</summary>
    public LayerItem? At(string path) => _items.GetValueOrDefault(path);

    /// <summary>Lays a layer on top.</summary>
    public void Add(LayerContent layer)
    {
        foreach (var item in layer.Items)
        {
            var name = item.Path[(item.Path.LastIndexOf('/') + 1)..];
            var folder = item.Path[..^(name.Length + 1)];
            if (name == Opaque)
                RemoveBelow(folder);
            else if (name.StartsWith(Whiteout, StringComparison.Ordinal))
                Remove($"{folder}/{name[Whiteout.Length..]}");
            else
                Put(item);
        }
    }

    /// <summary>Where a path leads with all links followed, or null where nothing is.</summary>
    public string? Resolve(string path, int links = 40)
    {
        var at = "";
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
                continue;
            at = part == ".." ? at[..Math.Max(at.LastIndexOf('/'), 0)] : $"{at}/{part}";
            if (s_runtime.Contains(at))
                return path;
            if (at.Length > 0 && At(at) is var item && item is null)
                return null;
            if (at.Length > 0 && At(at) is { IsSymbolicLink: true } link)
            {
                if (links == 0 || Resolve(Target(link), links - 1) is not { } target)
                    return null;
                at = target;
            }
        }

        return at;
    }

    /// <summary>The path that a link names.</summary>
    public static string Target(LayerItem link) =>
        link.LinkName.StartsWith('/') ? link.LinkName : $"{link.Path[..link.Path.LastIndexOf('/')]}/{link.LinkName}";

    private void Put(LayerItem item)
    {
        if (!item.IsDirectory)
            RemoveBelow(item.Path);
        _items[item.Path] =
            item.EntryType == TarEntryType.HardLink && At("/" + item.LinkName.TrimStart('/')) is { } same
                ? same with
                {
                    Name = item.Name,
                }
                : item;
    }

    private void Remove(string path)
    {
        RemoveBelow(path);
        _items.Remove(path);
    }

    private void RemoveBelow(string folder)
    {
        if (At(folder) is not { IsDirectory: true })
            return;
        foreach (
            var path in _items.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).ToList()
        )
            _items.Remove(path);
    }
}
