using System.Text.RegularExpressions;

namespace PyContainers.Core.Tests;

/// <summary>The rooms of the source tree, from the ground up, and which rooms below each one may use. CONTRIBUTING.md
/// shows the same table.</summary>
internal static partial class Rooms
{
    /// <summary>Rooms that every room above them may use.</summary>
    private static readonly string[] s_ground = ["Common", "Diagnostics"];

    /// <summary>Room to rooms, in an order in which each room looks back only: so there is no circle.</summary>
    public static IReadOnlyList<(string Room, string[] MayUse)> All { get; } =
    [
        ("Common", []),
        ("Diagnostics", []),
        ("Elf", s_ground),
        ("Oci", s_ground),
        ("Tar", [.. s_ground, "Elf"]),
        ("Kits", [.. s_ground, "Tar"]),
        ("Uv", [.. s_ground, "Kits"]),
        ("Loopback", ["Common"]),
        ("Destinations", [.. s_ground, "Oci"]),
        ("Bases", [.. s_ground, "Elf", "Oci", "Tar"]),
        ("Interpreters", [.. s_ground, "Oci", "Tar", "Uv"]),
        ("Images", [.. s_ground, "Oci", "Tar"]),
        ("Cache", [.. s_ground, "Elf", "Tar"]),
        ("Projects", [.. s_ground, "Interpreters", "Oci", "Uv"]),
        ("Bytecode", [.. s_ground, "Cache", "Tar"]),
        ("Environments", [.. s_ground, "Elf", "Projects", "Tar", "Uv"]),
        ("Applications", [.. s_ground, "Bases", "Environments", "Oci", "Projects", "Tar"]),
        ("Layers", [.. s_ground, "Bytecode", "Cache", "Elf", "Environments", "Interpreters", "Oci", "Projects", "Tar"]),
        ("Fleet", [.. s_ground, "Destinations", "Elf", "Layers", "Oci", "Tar"]),
        (
            "Sbom",
            [.. s_ground, "Bases", "Cache", "Environments", "Interpreters", "Layers", "Oci", "Projects", "Tar"]
        ),
        ("Provenance", s_ground),
        ("Policy", [.. s_ground, "Projects", "Sbom", "Uv"]),
        ("Libraries", [.. s_ground, "Bases", "Elf", "Layers", "Tar"]),
        ("Development", [.. s_ground, "Applications", "Environments", "Projects", "Tar", "Uv"]),
        ("Stages", ["*"]),
    ];

    /// <summary>Rooms that may handle JSON as a tree; others use types, so a member is named in one place.</summary>
    private static readonly string[] s_jsonTrees = ["Oci", "Loopback"];

    /// <summary>JSON trees in a source of a room that may not have them: line number and sentence.</summary>
    /// <param name="room">The room that the source stands in, or <c>Tasks</c>.</param>
    /// <param name="text">The source.</param>
    public static IEnumerable<(int Line, string Rule)> JsonTrees(string room, string text) =>
        from pair in s_jsonTrees.Contains(room, StringComparer.Ordinal) ? [] : text.Split('\n').Index()
        let match = JsonTree().Match(pair.Item)
        where match.Success
        select (pair.Index + 1, $"{room} may not use {match.Value}; only {string.Join(" and ", s_jsonTrees)} may");

    /// <summary>What a source of a room uses against the table: line number and sentence.</summary>
    /// <param name="room">The room that the source stands in.</param>
    /// <param name="text">The source.</param>
    public static IEnumerable<(int Line, string Rule)> Violations(string room, string text)
    {
        var mayUse = All.First(one => one.Room == room).MayUse;
        return mayUse is ["*"]
            ? []
            : from pair in text.Split('\n').Index()
              from Match match in Name().Matches(pair.Item)
              let used = match.Groups["room"].Value
              where used != room && All.Any(one => one.Room == used) && !mayUse.Contains(used, StringComparer.Ordinal)
              select (pair.Index + 1, $"{room} may not use {used}; it may use {string.Join(", ", mayUse)}");
    }

    // using PyContainers.Core.Uv; and names that are written out, as Core.Uv.UvTool
    [GeneratedRegex(@"\bCore\.(?<room>[A-Z]\w+)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\bSystem\.Text\.Json\.Nodes\b|\bJson(Node|Object|Array)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex JsonTree();
}
