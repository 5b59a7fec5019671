using System.Runtime.CompilerServices;
using System.Xml.Linq;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

/// <summary>Holds the targets of the package, and the page that explains them, to the table of stages.</summary>
public sealed class FlowTests
{
    private static readonly string[] s_files = ["Settings", "Stages", "Hooks", "Tools", "Commands"];

    // For people: two stages under one name.
    private static readonly string[] s_noStages = ["StagePyContainer"];

    [Fact]
    public void EachStageIsATargetAndTheyStandInThisOrder() =>
        Targets("Stages").Select(Name).Except(s_noStages).ShouldBe(Flow.Stages.Select(stage => stage.Target));

    [Fact]
    public void TheHandOffRunsThemInThisOrder()
    {
        var order = XDocument.Load(File("Sdk")).Descendants("_PyContainerHandOffDependsOn").Single().Value
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        // What is about a published image comes after PublishContainer.
        order.ShouldBe(Flow.Stages.Select(stage => stage.Target).SkipLast(5));
    }

    [Fact]
    public void NothingIsReadBeforeItIsWritten() => Unwritten(Flow.Stages).ShouldBeEmpty();

    [Fact]
    public void EveryFileOfTheStateIsWrittenByExactlyOneStage() =>
        Flow.Stages.SelectMany(stage => stage.Writes).Order(StringComparer.Ordinal)
            .ShouldBe(StateFiles.ByName.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void InputsAreReadAndOutputsAreWritten() => Undeclared(Targets("Stages")).ShouldBeEmpty();

    [Fact]
    public void NoOtherFileHooksOnTargetsOfTheSdk()
    {
        var hooking =
            from file in s_files.Append("Sdk").Where(file => file != "Hooks")
            from target in Targets(file)
            where target.Attribute("BeforeTargets") is not null || target.Attribute("AfterTargets") is not null
            select Name(target);

        hooking.ShouldBe(["_PyContainerReport"]);
    }

    [Fact]
    public void TargetsSayNothingAndWriteNothing() =>
        s_files
            .SelectMany(Targets)
            .Elements()
            .Where(task => task.Name.LocalName is "Error" or "Warning" or "Message" or "WriteLinesToFile")
            .ShouldBeEmpty();

    [Fact]
    public void ThePageShowsTheTable() =>
        System
            .IO.File.ReadAllText(Path.Combine(Root(), "docs", "architecture.md"))
            .ShouldContain(FlowTable.Of(Flow.Stages));

    [Fact]
    public void RuleFindsWhatIsReadTooEarly() =>
        Unwritten([new("A", "", ["Uv"], []), new("B", "", [], ["Uv"])]).ShouldBe(["A reads Uv"]);

    [Fact]
    public void RuleFindsAnInputThatTheTableDoesNotKnow() =>
        Undeclared([
                XElement.Parse("""<Target Name="ProvisionPyContainer" Inputs="$(_PyContainerState)sources.txt" />"""),
            ])
            .ShouldBe(["ProvisionPyContainer: sources.txt"]);

    private static IEnumerable<string> Unwritten(IEnumerable<Stage> stages)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stage in stages)
        {
            foreach (var name in stage.Reads.Where(name => !written.Contains(name)))
                yield return $"{stage.Target} reads {name}";
            written.UnionWith(stage.Writes);
        }
    }

    private static IEnumerable<string> Undeclared(IEnumerable<XElement> targets) =>
        from target in targets
        from stage in Flow.Stages.Where(stage => stage.Target == Name(target))
        from file in StateFiles
            .In(target, "Inputs")
            .Except(stage.Reads.Select(name => StateFiles.ByName[name]), StringComparer.Ordinal)
            .Concat(
                StateFiles
                    .In(target, "Outputs")
                    .Except(stage.Writes.Select(name => StateFiles.ByName[name]), StringComparer.Ordinal)
            )
        select $"{stage.Target}: {file}";

    private static string Name(XElement target) => target.Attribute("Name")!.Value;

    private static IEnumerable<XElement> Targets(string file) => XDocument.Load(File(file)).Descendants("Target");

    private static string File(string name) => Path.Combine(Root(), "sdk", "build", $"PyContainers.{name}.targets");

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath("../../..", Path.GetDirectoryName(file)!);
}
