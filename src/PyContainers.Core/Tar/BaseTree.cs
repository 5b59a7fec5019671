using System.Globalization;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tar;

/// <summary>What our layers lie on: the folders of the base image, its links, and the names of its files. A folder that
/// is there keeps its mode and owner, and a link stays one: what goes into it lands behind it.</summary>
public sealed class BaseTree
{
    // What Linux itself allows (ELOOP).
    private const int MostLinks = 40;

    private readonly Dictionary<string, BaseFolder> _folders;

    /// <param name="folders">Every folder of the base.</param>
    public BaseTree(IReadOnlyList<BaseFolder> folders)
    {
        Folders = [.. folders.OrderBy(folder => folder.Path, StringComparer.Ordinal)];
        _folders = folders.ToDictionary(folder => folder.Path, StringComparer.Ordinal);
    }

    /// <summary>Every folder of the base, by path.</summary>
    public IReadOnlyList<BaseFolder> Folders { get; }

    /// <summary>A base with nothing in it.</summary>
    public static BaseTree Empty { get; } = new([]);

    /// <summary>The folder at a path, links not followed; null when there is none.</summary>
    public BaseFolder? Folder(string path) => _folders.GetValueOrDefault(path);

    /// <summary>Whether something that is neither folder nor link is at a path.</summary>
    public bool IsFile(string path) =>
        Folder(SlashPath.Folder(path))?.Files.Contains(SlashPath.Name(path), StringComparer.Ordinal) == true;

    /// <summary>Where a path leads with links followed; nothing need be there.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="followLast">Whether the path itself is followed if it is a link.</param>
    /// <param name="own">Links of a layer, by their paths; they come before the base's.</param>
    /// <exception cref="PyContainersException">PYC3039 for links that lead in a circle.</exception>
    public string Resolve(string path, bool followLast, IReadOnlyDictionary<string, string>? own = null)
    {
        var ahead = new Stack<string>(Split(path).Reverse());
        var at = "";
        var links = 0;
        while (ahead.TryPop(out var name))
        {
            if (name == "..")
            {
                at = SlashPath.Folder(at);
                continue;
            }

            var next = at.Length == 0 ? name : $"{at}/{name}";
            if ((followLast || ahead.Count > 0) && (own?.GetValueOrDefault(next) ?? Link(next)) is { } target)
            {
                if (++links > MostLinks)
                    throw LayerErrors.InTheWay(path, "links that lead in a circle", next);
                if (target.StartsWith('/'))
                    at = "";
                foreach (var part in Split(target).Reverse())
                    ahead.Push(part);
                continue;
            }

            at = next;
        }

        return at;
    }

    /// <summary>The folder of the base, on the way to a path, that a user cannot enter; null when there is
    /// none.</summary>
    public BaseFolder? Closed(string path, int uid, int gid) =>
        SlashPath.Parents(Resolve(path, followLast: true)).Select(Folder).OfType<BaseFolder>()
            .FirstOrDefault(folder => !folder.MayEnter(uid, gid));

    /// <summary>What of the base decides how a layer with a folder at this path looks, as text for keys.</summary>
    public string Around(string path)
    {
        var there = Resolve(path.Trim('/'), followLast: true);
        var text = new StringBuilder(there);
        foreach (var on in SlashPath.Parents(there).Append(there))
            text.Append(Access(Folder(on))).Append(IsFile(on) ? " file" : "");
        var start = there + "/";
        foreach (var below in Folders.Where(folder => $"{folder.Path}/".StartsWith(start, StringComparison.Ordinal)))
        {
            text.Append('\n').Append(below.Path).Append(Access(below));
            foreach (var (name, target) in below.Links.OrderBy(link => link.Key, StringComparer.Ordinal))
                text.Append('\n').Append(name).Append(" -> ").Append(target);
            foreach (var name in below.Files.Order(StringComparer.Ordinal))
                text.Append('\n').Append(name);
        }

        return text.ToString();
    }

    // A folder as we make them is as good as none.
    private static string Access(BaseFolder? folder) =>
        folder is null or { Mode: 0b111_101_101, Uid: 0, Gid: 0 }
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" {folder.Mode} {folder.Uid} {folder.Gid}");

    private string? Link(string path) => Folder(SlashPath.Folder(path))?.Links.GetValueOrDefault(SlashPath.Name(path));

    private static IEnumerable<string> Split(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
}
