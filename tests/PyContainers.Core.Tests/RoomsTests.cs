using System.Runtime.CompilerServices;

namespace PyContainers.Core.Tests;

/// <summary>Each folder of Core is a room, and looks only where the table says.</summary>
public sealed class RoomsTests
{
    [Fact]
    public void EverySourceUsesTheRoomsItMay()
    {
        var found = from file in Sources(Core())
                    from violation in Rooms.Violations(RoomOf(file), File.ReadAllText(file))
                    select $"{Path.GetRelativePath(Core(), file)}({violation.Line}): {violation.Rule}";
        found.ShouldBeEmpty();
    }

    [Fact]
    public void EveryFolderIsARoomOfTheTable() =>
        Directory.EnumerateDirectories(Core()).Where(folder => Directory.EnumerateFiles(folder, "*.cs").Any())
            .Select(folder => Path.GetFileName(folder)).ShouldBe(Rooms.All.Select(one => one.Room), ignoreOrder: true);

    [Fact]
    public void EverySourceStandsInARoomAndNamesItInItsNamespace()
    {
        foreach (var file in Sources(Core()))
            File.ReadAllText(file).ShouldContain($"namespace PyContainers.Core.{RoomOf(file)};", customMessage: file);
    }

    [Fact]
    public void TheTableLooksBackOnlySoThereIsNoCircle()
    {
        var seen = new HashSet<string>(["*"], StringComparer.Ordinal);
        foreach (var (room, mayUse) in Rooms.All)
        {
            mayUse.Where(used => !seen.Contains(used)).ShouldBeEmpty(room);
            seen.Add(room);
        }
    }

    [Fact]
    public void ContributingShowsTheSameTable()
    {
        var text = File.ReadAllText(Path.Combine(Core(), "..", "..", "CONTRIBUTING.md"));
        var rows = text[text.IndexOf("## Rooms", StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1]}: {MayUse(cells[2])}");

        rows.ShouldBe(Rooms.All.Select(one => $"{one.Room}: {Sorted(one.MayUse)}"));
        string MayUse(string cell) =>
            cell switch
            {
                "nothing" => "",
                "every room" => "*",
                _ => Sorted(cell.Split(", ")),
            };
        string Sorted(IEnumerable<string> rooms) => string.Join(", ", rooms.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(
        "Uv", "using PyContainers.Core.Projects;", "Uv may not use Projects; it may use Common, Diagnostics, Kits")]
    [InlineData("Loopback", "    var blob = new Core.Tar.LayerBlob();", "Loopback may not use Tar; it may use Common")]
    public void RuleFindsWhatItForbids(string room, string line, string rule) =>
        Rooms.Violations(room, "namespace X;\n" + line).ShouldBe([(2, rule)]);

    [Fact]
    public void NoRoomButThoseOfJsonHandlesItAsATree()
    {
        var core = Sources(Core()).SelectMany(file => Found(file, RoomOf(file)));
        core.Concat(Sources(Tasks()).SelectMany(file => Found(file, "Tasks"))).ShouldBeEmpty();

        static IEnumerable<string> Found(string file, string room) =>
            Rooms.JsonTrees(room, File.ReadAllText(file)).Select(one => $"{file}({one.Line}): {one.Rule}");
    }

    [Theory]
    [InlineData("Tasks", "using System.Text.Json.Nodes;", "System.Text.Json.Nodes")]
    [InlineData("Images", "    var labels = new JsonObject();", "JsonObject")]
    [InlineData("Layers", "    if (x is JsonArray array)", "JsonArray")]
    [InlineData("Bases", "    JsonNode? node = null;", "JsonNode")]
    public void RuleFindsJsonTrees(string room, string line, string name)
    {
        var rule = $"{room} may not use {name}; only Oci and Loopback may";
        Rooms.JsonTrees(room, "namespace X;\n" + line).ShouldBe([(2, rule)]);
        Rooms.JsonTrees("Oci", line).ShouldBeEmpty();
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string RoomOf(string file) =>
        Path.GetRelativePath(Core(), file).Split(Path.DirectorySeparatorChar)[0];

    private static string Tasks() => Path.GetFullPath("../PyContainers.Tasks", Core());

    private static string Core([CallerFilePath] string file = "") =>
        Path.GetFullPath("../../src/PyContainers.Core", Path.GetDirectoryName(file)!);
}
