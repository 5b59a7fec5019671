using System.Formats.Tar;
using System.Globalization;

namespace PyContainers.Testing.Images;

/// <summary>What may be in a layer: of anyone's, and by the stricter rules of ours.</summary>
internal sealed class LayerCheck(IReadOnlyList<LayerItem> items, string layer, List<string> problems)
{
    private const UnixFileMode SetId = UnixFileMode.SetUser | UnixFileMode.SetGroup;
    private const UnixFileMode Plain = (UnixFileMode)0b110_100_100,
        Executable = (UnixFileMode)0b111_101_101,
        Everything = (UnixFileMode)0b111_111_111;

    // What an attacker would like to find, and no interpreter or application needs.
    private static readonly string[] s_tools =
        ["sh", "bash", "dash", "busybox", "apk", "apt", "apt-get", "dpkg", "rpm", "dnf", "uv", "uvx", "pip", "pip3"];

    /// <summary>What no layer may have, whoever made it.</summary>
    public void CheckAnyones()
    {
        foreach (var twice in items.GroupBy(item => item.Path, StringComparer.Ordinal).Where(same => same.Count() > 1))
            Say(twice.First(), $"is there {twice.Count()} times");
        foreach (var item in items)
        {
            if (item.Name.Split('/').Contains(".."))
                Say(item, "has a name that leaves the root");
            if (!item.IsDirectory && (item.Mode & SetId) != UnixFileMode.None)
                Say(item, "has a set-id bit");
            if (
                !item.IsSymbolicLink
                && item.Mode.HasFlag(UnixFileMode.OtherWrite)
                && !(item.IsDirectory && item.Mode.HasFlag(UnixFileMode.StickyBit))
            )
                Say(item, "is writable for everybody");
        }
    }

    /// <summary>What a layer of ours may have.</summary>
    /// <param name="user">The config's user, in numbers.</param>
    /// <param name="architecture">The config's architecture.</param>
    /// <param name="below">What lies below it.</param>
    /// <param name="baseImage">What the base has.</param>
    public void CheckOurs(string user, string architecture, ImageFileSystem below, ImageFileSystem baseImage)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var item in items)
        {
            if (!IsWriters(item, user) && baseImage.At(item.Path) is { IsDirectory: true } kept && item.IsDirectory)
            {
                if ((item.Mode, item.Uid, item.Gid) != (kept.Mode, kept.Uid, kept.Gid))
                    Say(item, "changes a folder of the base");
            }
            else
            {
                CheckKind(item, IsWriters(item, user) ? UnixFileMode.GroupWrite : UnixFileMode.None);
                if ((item.Uid, item.Gid) != (0, 0) && !IsWriters(item, user))
                    Say(item, $"belongs to {item.Uid}:{item.Gid}");
            }

            if (NameOf(item).StartsWith(".wh.", StringComparison.Ordinal))
                Say(item, "removes something");
            if (item.Content.HostPath.Length > 0)
                Say(
                    item,
                    $"holds '{item.Content.HostPath}', a path of the machine that made "
                        + $"it{(item.IsSymbolicLink ? $": it leads to '{item.LinkName}'" : "")}"
                );
            if (item.Content.Secret.Length > 0 && !IsOthers(item))
                Say(item, $"holds {item.Content.Secret}");
            if (item.Content.Machine.Length > 0 && item.Content.Machine != architecture)
                Say(item, $"is compiled for {item.Content.Machine}, the image is for {architecture}");
            if (!item.IsDirectory && !IsOthers(item) && s_tools.Contains(NameOf(item)) && !IsDependency(NameOf(item)))
                Say(item, "is a shell or a package manager");
            if (item.IsSymbolicLink && LeavesRoot(item))
                Say(item, $"leads out of the image: '{item.LinkName}'");
            var folder = item.Path[..item.Path.LastIndexOf('/')];
            if (!seen.Contains(folder))
                Say(item, "comes before its folder");
            if (below.At(item.Path) is { } there && there.IsDirectory != item.IsDirectory)
                Say(item, "is a folder in place of a file or a link, or the other way round");
            seen.Add(item.Path);
        }
    }

    private static string NameOf(LayerItem item) => item.Path[(item.Path.LastIndexOf('/') + 1)..];

    // What a distribution has is its own: some come with keys for their tests.
    private static bool IsOthers(LayerItem item) => item.Path.Contains("/site-packages/", StringComparison.Ordinal);

    // httpie, for one, depends on pip.
    private bool IsDependency(string tool) =>
        items.Any(item => item.Path.EndsWith($"/site-packages/{tool.TrimEnd('3')}", StringComparison.Ordinal));

    // In a writable folder: the user's, and group 0 may write it too.
    private static bool IsWriters(LayerItem item, string user) =>
        string.Create(CultureInfo.InvariantCulture, $"{item.Uid}") == user.Split(':')[0] && item.Gid == 0;

    private void CheckKind(LayerItem item, UnixFileMode more)
    {
        var fits = item.EntryType switch
        {
            TarEntryType.Directory => item.Mode == (Executable | more),
            TarEntryType.RegularFile => (item.Mode == (Plain | more) || item.Mode == (Executable | more)),
            TarEntryType.SymbolicLink => item.Mode == Everything,
            _ => false,
        };
        if (!fits)
            Say(item, $"is a {item.EntryType} with mode {Convert.ToString((int)item.Mode, 8)}");
    }

    private static bool LeavesRoot(LayerItem link)
    {
        var depth = 0;
        foreach (var part in ImageFileSystem.Target(link).Split('/'))
        {
            depth += part switch { ".." => -1, "." or "" => 0, _ => 1 };
            if (depth < 0)
                return true;
        }

        return false;
    }

    private void Say(LayerItem item, string what) => problems.Add($"{layer}: '{item.Path}' {what}");
}
