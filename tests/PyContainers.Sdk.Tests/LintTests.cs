using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PyContainers.Sdk.Tests;

/// <summary>Rules for the package's MSBuild files that nobody has to remember.</summary>
public sealed partial class LintTests
{
    // Set whatever the user says: flags of ours, and what a project without a compiler cannot have.
    private static readonly string[] s_fixed =
    [
        "UsingPyContainersSdk",
        "PyContainersPropsImported",
        "AutomaticallyUseReferenceAssemblyPackages",
        "NoStdLib",
        "NoCompilerStandardLib",
        "UseAppHost",
        "SelfContained",
        "SkipCopyBuildProduct",
        "CopyBuildOutputToPublishDirectory",
        "CopyOutputSymbolsToPublishDirectory",
        "GenerateDependencyFile",
        "GenerateRuntimeConfigurationFiles",
        "GenerateAssemblyInfo",
        "GenerateMSBuildEditorConfigFile",
        "ProduceReferenceAssembly",
        "IncludeBuildOutput",
        "DisableFastUpToDateCheck",
        "CoreBuildDependsOn",
        "DebugType",
        "DebugSymbols",
        "CustomCollectWatchItems", // a list that grows
        "PublishProtocol", // of inner builds only
        "PublishTrimmed",
        "PublishSingleFile",
        "PublishReadyToRun",
        "PublishAot",
        "PublishSelfContained",
        "IsAotCompatible",
        "IsTrimmable",
        "EnableAotAnalyzer",
        "EnableTrimAnalyzer",
        "EnableSingleFileAnalyzer",
        "GeneratePackageOnBuild",
        "GenerateDocumentationFile",
        "DocumentationFile",
        "TargetFramework", // one that this SDK has
        "TargetFrameworks",
        "RuntimeIdentifiers", // without those of other systems
        "Authors", // emptied where it is MSBuild's invention
    ];

    // Properties that are no setting of the stages: another value does not make them run again.
    private static readonly Dictionary<string, string> s_noSettings = new(StringComparer.Ordinal)
    {
        ["PyContainerEnabled"] = "without it nothing of ours runs",
        ["PyContainerUvDownloadUrl"] = "where uv comes from, not which one: its hash is checked",
        ["PyContainerCacheMegabytes"] = "what the cache keeps, not what an image has",
        ["PyContainerKitOutput"] = "where a kit is written to",
        ["PyContainerCacheFrom"] = "asked at every publish; what it finds is an input",
        ["PyContainerCacheRepository"] = "as above",
        ["PyContainerCachePush"] = "whether something is sent after the image",
        ["PyContainerAllowRoot"] = "checked at every publish",
        ["PyContainerAllowedBaseImages"] = "checked at every publish",
        ["PyContainerAllowedIndexes"] = "checked at every publish",
        ["PyContainerAllowedLicenses"] = "checked at every publish",
        ["PyContainerRequireHashes"] = "checked at every publish",
        ["PyContainerSbom"] = "whether a stage runs, which has inputs of its own",
        ["PyContainerSbomAttach"] = "whether something is sent after the image",
        ["PyContainerBuilderId"] = "what is written about the image",
        ["PyContainerDebugBaseImage"] = "the base is read at every publish; what it says is an input",
        ["PyContainerPythonPlatform"] = "written to a file at every publish, which is an input",
    };

    // Properties that do not decide what the layers of the dependencies hold.
    private static readonly Dictionary<string, string> s_noDependencySettings = new(StringComparer.Ordinal)
    {
        ["PyContainerEnabled"] = "without it nothing of ours runs",
        ["PyContainerProject"] = "a path of this machine; what lies there counts",
        ["PyContainerPythonVersion"] = "the interpreter's own version counts",
        ["PyContainerPythonPlatform"] = "counts by itself",
        ["PyContainerLocked"] = "whether there has to be a lock; the lock counts",
        ["PyContainerUvPath"] = "which uv installs the lock is not seen",
        ["PyContainerUvVersion"] = "as above",
        ["PyContainerUvSha256"] = "as above",
        ["PyContainerUvDownloadUrl"] = "as above",
        ["PyContainerOfflineKit"] = "where things come from",
        ["PyContainerKitOutput"] = "where a kit is written to",
        ["PyContainerCacheDirectory"] = "where things are kept",
        ["PyContainerCacheMegabytes"] = "what is kept",
        ["PyContainerCacheFrom"] = "where such layers are looked for",
        ["PyContainerCacheRepository"] = "as above",
        ["PyContainerCachePush"] = "where they are sent to",
        ["PyContainerIncludeSources"] = "the application's own layer",
        ["PyContainerEmbedded"] = "a layer of its own",
        ["PyContainerPasswdEntry"] = "the application's own layer",
        ["PyContainerAllowRoot"] = "the config",
        ["PyContainerAllowedBaseImages"] = "what is refused",
        ["PyContainerAllowedIndexes"] = "what is refused",
        ["PyContainerAllowedLicenses"] = "what is refused",
        ["PyContainerRequireHashes"] = "what is refused",
        ["PyContainerSbom"] = "what is written about the image",
        ["PyContainerSbomAttach"] = "what is sent after the image",
        ["PyContainerBuilderId"] = "what is written about the image",
        ["PyContainerDebugBaseImage"] = "the base; its C library counts by itself",
    };

    private static readonly string[] s_folders = ["Sdk", "build", "PublishProfiles"];

    private static string Sdk => Path.Combine(Repository.Root, "sdk");

    public static TheoryData<string> Files() =>
        [
            .. s_folders
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Sdk, folder)))
                .Select(file => Path.GetRelativePath(Sdk, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Files))]
    public void DefaultsGiveWayToTheUser(string file)
    {
        var wrong = Load(file)
            .Root!.Elements("PropertyGroup")
            .SelectMany(group => group.Elements().Select(property => (Group: group, Property: property)))
            .Where(pair =>
                !pair.Property.Name.LocalName.StartsWith('_') && !s_fixed.Contains(pair.Property.Name.LocalName)
            )
            .Where(pair =>
                !Gives(pair.Property, pair.Property.Name.LocalName) && !Gives(pair.Group, pair.Property.Name.LocalName)
            )
            .Select(pair => pair.Property.ToString());

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void TargetsThatUsersCanCallHaveAComment(string file)
    {
        // Targets of the SDK that are emptied are explained as a group in Sdk/.
        var bare = Load(file)
            .Root!.Elements("Target")
            .Where(target =>
                !((string)target.Attribute("Name")!).StartsWith('_')
                && target.HasElements | target.Attribute("Inputs") is not null
            )
            .Where(target => target.PreviousNode is not XComment)
            .Select(target => (string)target.Attribute("Name")!);

        bare.ShouldBeEmpty();
    }

    [Fact]
    public void EveryPropertyAndItemIsInTheReadme()
    {
        var readme = File.ReadAllText(Path.Combine(Sdk, "README.md"));
        var used = Directory
            .EnumerateFiles(Path.Combine(Sdk, "build"))
            .SelectMany(file => PublicName().Matches(WithoutComments(file)).Select(match => match.Groups["name"].Value))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();

        used.Count.ShouldBeGreaterThan(30);
        used.Where(name => !Regex.IsMatch(readme, $@"\b{name}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void EveryCodeIsInTheReadmeAndEveryCodeThereExists()
    {
        var sources = Path.Combine(Repository.Root, "src");
        var factories = Directory.EnumerateFiles(sources, "*Errors.cs", SearchOption.AllDirectories)
            .SelectMany(file => DocumentedCode().Matches(File.ReadAllText(file)));
        var targets = Directory.EnumerateFiles(Path.Combine(Sdk, "build"))
            .SelectMany(file => CodeOfATarget().Matches(File.ReadAllText(file)));
        var codes = factories
            .Concat(targets)
            .Select(match => match.Groups["code"].Value)
            .Distinct(StringComparer.Ordinal);

        CodeInTheTable().Matches(File.ReadAllText(Path.Combine(Sdk, "README.md")))
            .Select(match => match.Groups["code"].Value).ShouldBe(codes, ignoreOrder: true);
    }

    // Where the help link of an error leads.
    [Fact]
    public void EveryCodeHasItsOwnAnchor() =>
        CodeInTheTable().Matches(File.ReadAllText(Path.Combine(Sdk, "README.md")))
            .ShouldAllBe(match => match.Groups["code"].Value.StartsWith(
                match.Groups["id"].Value, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void EveryPropertyIsASettingOfTheStagesOrHasAReason() =>
        Given("_PyContainerSetting", "Include").ShouldBe(PropertiesBut(s_noSettings), ignoreOrder: true);

    [Fact]
    public void EveryPropertyIsASettingOfTheDependenciesOrHasAReason() =>
        Given("FindDependencies", "Settings").ShouldBe(PropertiesBut(s_noDependencySettings), ignoreOrder: true);

    [Fact]
    public void ReasonsAreForPropertiesThatExist() =>
        s_noSettings.Keys.Concat(s_noDependencySettings.Keys).Except(Properties()).ShouldBeEmpty();

    [Fact]
    public void EveryTaskIsDeclared()
    {
        var declared = Load("build/PyContainers.Tasks.targets")
            .Descendants("UsingTask")
            .Where(task => task.Attribute("TaskFactory") is null)
            .Select(task => (string)task.Attribute("TaskName")!)
            .ToList();
        var tasks = Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "src", "PyContainers.Tasks"),
                "*.cs",
                SearchOption.AllDirectories
            )
            .SelectMany(file =>
                TaskClass()
                    .Matches(File.ReadAllText(file))
                    .Select(match => "PyContainers.Tasks." + match.Groups["name"].Value)
            );

        declared.ShouldBe(tasks, ignoreOrder: true);
    }

    // In whichever file an element is.
    private static IEnumerable<XElement> Elements() => Files().SelectMany(file => Load(file.Data).Descendants());

    // What users can set: it is read somewhere as $(PyContainerX).
    private static IEnumerable<string> Properties() => Elements()
        .SelectMany(element => element.Attributes().Select(attribute => attribute.Value)
            .Append(element.HasElements ? "" : element.Value))
        .SelectMany(Names).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> PropertiesBut(Dictionary<string, string> reasons) =>
        Properties().Except(reasons.Keys, StringComparer.Ordinal);

    // Those in an attribute of every element of a name; _PyContainerX is PyContainerX as a full path.
    private static IEnumerable<string> Given(string element, string attribute) => Elements()
        .Where(one => one.Name.LocalName == element).Select(one => (string?)one.Attribute(attribute) ?? "")
        .SelectMany(text => Names((text + Joined(text)).Replace("$(_", "$(", StringComparison.Ordinal)))
        .Intersect(Properties(), StringComparer.Ordinal);

    // A long list is joined in properties of its own.
    private static string Joined(string text) =>
        string.Join('|', Elements().Where(one => text.Contains($"$({one.Name.LocalName})", StringComparison.Ordinal))
            .Select(one => one.Value));

    private static IEnumerable<string> Names(string text) =>
        PublicName().Matches(text).Where(match => match.Value[0] == '$').Select(match => match.Groups["name"].Value);

    private static XDocument Load(string file) => XDocument.Load(Path.Combine(Sdk, file));

    private static bool Gives(XElement element, string name) =>
        ((string?)element.Attribute("Condition"))?.Contains($"'$({name})' == ''", StringComparison.Ordinal) == true;

    private static string WithoutComments(string file)
    {
        var document = XDocument.Load(file);
        document.DescendantNodes().OfType<XComment>().ToList().ForEach(comment => comment.Remove());
        return document.ToString();
    }

    // As it is read: $(PyContainerX) or @(PyContainerX...). Tasks and targets have names with other forms.
    [GeneratedRegex(@"[$@]\((?<name>PyContainer[A-Z][A-Za-z0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicName();

    // With "(warning)", as the table has it.
    [GeneratedRegex(@"<summary>(?<code>PYC[0-9]{4}( \(warning\))?):", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DocumentedCode();

    [GeneratedRegex("Code=\"(?<code>PYC[0-9]{4})\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeOfATarget();

    [GeneratedRegex(
        @"^\| <a id=""(?<id>pyc[0-9]{4})""></a>(?<code>PYC[0-9]{4}( \(warning\))?) \|",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline,
        1000
    )]
    private static partial Regex CodeInTheTable();

    [GeneratedRegex(
        @"public sealed class (?<name>\w+) : "
            + "(PyContainerTask|PlatformTask|SdkTask|PublishedTask|LayersTask|BaseImageTask|SyncTask|HostTask)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TaskClass();
}
