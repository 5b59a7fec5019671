using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PyContainers.Sdk.Tests;

/// <summary>Rules for the package's MSBuild files that nobody has to remember.</summary>
public sealed partial class LintTests
{
    // Set whatever the user says: flags of ours, and what a project without a compiler cannot have.
    private static readonly string[] s_fixed =
    [
        "UsingPyContainersSdk", "PyContainersPropsImported", "AutomaticallyUseReferenceAssemblyPackages", "NoStdLib", "NoCompilerStandardLib", "UseAppHost", "SelfContained",
        "SkipCopyBuildProduct", "CopyBuildOutputToPublishDirectory", "CopyOutputSymbolsToPublishDirectory", "GenerateDependencyFile", "GenerateRuntimeConfigurationFiles", "GenerateAssemblyInfo",
        "GenerateMSBuildEditorConfigFile", "ProduceReferenceAssembly", "IncludeBuildOutput", "DisableFastUpToDateCheck", "CoreBuildDependsOn", "DebugType", "DebugSymbols",
        "PublishProtocol", // of inner builds only
        "Authors", // emptied where it is MSBuild's invention
    ];

    private static readonly string[] s_folders = ["Sdk", "build", "PublishProfiles"];

    private static string Sdk => Path.Combine(Repository.Root, "sdk");

    public static TheoryData<string> Files() =>
        [.. s_folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Sdk, folder))).Select(file => Path.GetRelativePath(Sdk, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void DefaultsGiveWayToTheUser(string file)
    {
        var wrong = Load(file).Root!.Elements("PropertyGroup").SelectMany(group => group.Elements().Select(property => (Group: group, Property: property)))
            .Where(pair => !pair.Property.Name.LocalName.StartsWith('_') && !s_fixed.Contains(pair.Property.Name.LocalName))
            .Where(pair => !Gives(pair.Property, pair.Property.Name.LocalName) && !Gives(pair.Group, pair.Property.Name.LocalName))
            .Select(pair => pair.Property.ToString());

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void TargetsThatUsersCanCallHaveAComment(string file)
    {
        // Targets of the SDK that are emptied are explained as a group in Sdk/.
        var bare = Load(file).Root!.Elements("Target").Where(target => !((string)target.Attribute("Name")!).StartsWith('_') && target.HasElements | target.Attribute("Inputs") is not null)
            .Where(target => target.PreviousNode is not XComment).Select(target => (string)target.Attribute("Name")!);

        bare.ShouldBeEmpty();
    }

    [Fact]
    public void EveryPropertyAndItemIsInTheReadme()
    {
        var readme = File.ReadAllText(Path.Combine(Sdk, "README.md"));
        var used = Directory.EnumerateFiles(Path.Combine(Sdk, "build")).SelectMany(file => PublicName().Matches(WithoutComments(file)).Select(match => match.Groups["name"].Value)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        used.Count.ShouldBeGreaterThan(30);
        used.Where(name => !Regex.IsMatch(readme, $@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1))).ShouldBeEmpty();
    }

    [Fact]
    public void EveryTaskIsDeclared()
    {
        var declared = Load("build/PyContainers.Tasks.targets").Descendants("UsingTask").Select(task => (string)task.Attribute("TaskName")!).ToList();
        var tasks = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "PyContainers.Tasks"), "*.cs").SelectMany(file => TaskClass().Matches(File.ReadAllText(file)).Select(match => "PyContainers.Tasks." + match.Groups["name"].Value));

        declared.ShouldBe(tasks, ignoreOrder: true);
    }

    private static XDocument Load(string file) => XDocument.Load(Path.Combine(Sdk, file));

    private static bool Gives(XElement element, string name) => ((string?)element.Attribute("Condition"))?.Contains($"'$({name})' == ''", StringComparison.Ordinal) == true;

    private static string WithoutComments(string file)
    {
        var document = XDocument.Load(file);
        document.DescendantNodes().OfType<XComment>().ToList().ForEach(comment => comment.Remove());
        return document.ToString();
    }

    // As it is read: $(PyContainerX) or @(PyContainerX...). Tasks and targets have names with other forms.
    [GeneratedRegex(@"[$@]\((?<name>PyContainer[A-Z][A-Za-z0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicName();

    [GeneratedRegex(@"public sealed class (?<name>\w+) : (PyContainerTask|PlatformTask|SdkTask|LayersTask|BaseImageTask|SyncTask)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TaskClass();
}
