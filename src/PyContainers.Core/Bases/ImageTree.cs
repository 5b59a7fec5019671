using PyContainers.Core.Elf;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Bases;

/// <summary>The files of an image while its layers are laid on each other: names and links, and of the contents only
/// what was noted.</summary>
internal sealed class ImageTree
{
    // What Linux itself allows (ELOOP).
    private const int MostLinks = 40;

    // A path of Linux has 4096 bytes; whoever walks through the tree need not count on more.
    private const int Deepest = 2048;

    /// <summary>A file, folder or link.</summary>
    public sealed class Node
    {
        /// <summary>What a folder holds; null for everything else.</summary>
        public Dictionary<string, Node>? Children { get; private init; }

        /// <summary>Where a symbolic link leads.</summary>
        public string? Link { get; init; }

        /// <summary>What the scanner kept of the file's content.</summary>
        public string? Note { get; init; }

        /// <summary>What a shared library tells the loader.</summary>
        public ElfFile? Library { get; init; }

        /// <summary>A folder's permissions, owner and group; those of one that no layer has an entry for are
        /// root's.</summary>
        public (int Mode, int Uid, int Gid) Access { get; set; } = (0b111_101_101, 0, 0);

        /// <summary>A new folder.</summary>
        public static Node Folder() => new() { Children = new Dictionary<string, Node>(StringComparer.Ordinal) };
    }

    private readonly Node _root = Node.Folder();

    /// <summary>Adds a folder, unless it is there; the last layer that names it decides who may do what.</summary>
    public void AddFolder(string path, (int Mode, int Uid, int Gid) access)
    {
        if (Split(path).Length == 0)
            _root.Access = access;
        if (Place(path) is not var (parent, name))
            return;
        if (parent.Children!.GetValueOrDefault(name)?.Children is null)
            parent.Children![name] = Node.Folder();
        parent.Children![name].Access = access;
    }

    /// <summary>Adds a file or link, in the place of what had its name.</summary>
    public void Add(string path, Node node)
    {
        if (Place(path) is var (parent, name))
            parent.Children![name] = node;
    }

    /// <summary>Removes a file, or a folder with all it holds.</summary>
    public void Remove(string path)
    {
        if (Split(path) is [.. var folders, var name] && Walk(folders)?.Children is { } children)
            children.Remove(name);
    }

    /// <summary>Removes what a folder holds.</summary>
    public void Clear(string path) => Walk(Split(path))?.Children?.Clear();

    /// <summary>The node at a path, links followed; null when there is none.</summary>
    public Node? Find(string path) => Walk(Split(path));

    /// <summary>All folders, with what our layers have to know of them.</summary>
    public BaseTree Folders()
    {
        var found = new List<BaseFolder>();
        Add("", _root);
        return new BaseTree(found);

        void Add(string path, Node folder)
        {
            var children = folder.Children!.Where(child => child.Value.Children is null).ToList();
            found.Add(new BaseFolder(
                path, folder.Access.Mode, folder.Access.Uid, folder.Access.Gid,
                children.Where(child => child.Value.Link is not null)
                    .ToDictionary(child => child.Key, child => child.Value.Link!, StringComparer.Ordinal),
                [.. children.Where(child => child.Value.Link is null).Select(child => child.Key)
                    .Order(StringComparer.Ordinal)]));
            foreach (var (name, node) in folder.Children!.Where(child => child.Value.Children is not null))
                Add(path.Length == 0 ? name : $"{path}/{name}", node);
        }
    }

    /// <summary>All files and links with their full paths, in ordinal order; links are not followed.</summary>
    public IEnumerable<(string Path, string Name, Node Node)> Files() => Files(_root, "");

    private static IEnumerable<(string Path, string Name, Node Node)> Files(Node folder, string path)
    {
        foreach (var (name, node) in folder.Children!.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (node.Children is null)
                yield return ($"{path}/{name}", name, node);
            else
                foreach (var file in Files(node, $"{path}/{name}"))
                    yield return file;
        }
    }

    /// <summary>The folder that an entry belongs in, made if need be; links on the way are followed, as every unpacker
    /// does inside the root.</summary>
    private (Node Parent, string Name)? Place(string path)
    {
        if (Split(path) is not [.. var folders, var name])
            return null;

        var parent = Walk(folders, create: true);
        return parent?.Children is null ? null : (parent, name);
    }

    private Node? Walk(string[] names, bool create = false)
    {
        var trail = new Stack<Node>([_root]);
        var ahead = new Stack<string>(names.Reverse());
        var links = 0;
        while (ahead.TryPop(out var name))
        {
            if (name == "..")
            {
                if (trail.Count > 1)
                    trail.Pop();
                continue;
            }
            if (trail.Peek().Children is not { } children)
                return null;
            if (!children.TryGetValue(name, out var node))
            {
                if (!create)
                    return null;
                children[name] = node = Node.Folder();
            }
            if (node.Link is null)
            {
                if (trail.Count > Deepest)
                    throw new InvalidDataException($"a path has more than {Deepest} folders");
                trail.Push(node);
                continue;
            }
            if (++links > MostLinks)
                return null;
            if (node.Link.StartsWith('/'))
                trail = new Stack<Node>([_root]);
            foreach (var part in Split(node.Link).Reverse())
                ahead.Push(part);
        }
        return trail.Peek();
    }

    private static string[] Split(string path) =>
        [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".")];
}
