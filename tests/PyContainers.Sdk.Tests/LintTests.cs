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

    [Theory]
    [MemberData(nameof(PackageFiles.All), MemberType = typeof(PackageFiles))]
    public void DefaultsGiveWayToTheUser(string file)
    {
        var wrong = PackageFiles.Load(file)
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
    [MemberData(nameof(PackageFiles.All), MemberType = typeof(PackageFiles))]
    public void TargetsThatUsersCanCallHaveAComment(string file)
    {
        // Targets of the SDK that are emptied are explained as a group in Sdk/.
        var bare = PackageFiles.Load(file)
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
        var readme = File.ReadAllText(Path.Combine(PackageFiles.Folder, "README.md"));
        var used = Directory
            .EnumerateFiles(Path.Combine(PackageFiles.Folder, "build"))
            .SelectMany(file => PackageFiles.PublicName().Matches(WithoutComments(file)))
            .Select(match => match.Groups["name"].Value)
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
        var targets = Directory.EnumerateFiles(Path.Combine(PackageFiles.Folder, "build"))
            .SelectMany(file => CodeOfATarget().Matches(File.ReadAllText(file)));
        var codes = factories
            .Concat(targets)
            .Select(match => match.Groups["code"].Value)
            .Distinct(StringComparer.Ordinal);

        CodeInTheTable().Matches(File.ReadAllText(Path.Combine(PackageFiles.Folder, "README.md")))
            .Select(match => match.Groups["code"].Value).ShouldBe(codes, ignoreOrder: true);
    }

    // Where the help link of an error leads.
    [Fact]
    public void EveryCodeHasItsOwnAnchor() =>
        CodeInTheTable().Matches(File.ReadAllText(Path.Combine(PackageFiles.Folder, "README.md")))
            .ShouldAllBe(match => match.Groups["code"].Value.StartsWith(
                match.Groups["id"].Value, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void EveryTaskIsDeclared()
    {
        var declared = PackageFiles.Load("build/PyContainers.Tasks.targets")
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

    private static bool Gives(XElement element, string name) =>
        ((string?)element.Attribute("Condition"))?.Contains($"'$({name})' == ''", StringComparison.Ordinal) == true;

    private static string WithoutComments(string file)
    {
        var document = XDocument.Load(file);
        document.DescendantNodes().OfType<XComment>().ToList().ForEach(comment => comment.Remove());
        return document.ToString();
    }

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
