using System.Xml.Linq;

namespace PyContainers.Sdk.Tests;

/// <summary>Each property of ours makes the stages run again that it concerns, or a reason says why not.</summary>
public sealed class SettingsLintTests
{
    // Properties that are no setting of the stages: another value does not make them run again.
    private static readonly Dictionary<string, string> s_noSettings = new(StringComparer.Ordinal)
    {
        ["PyContainerEnabled"] = "without it nothing of ours runs",
        ["PyContainerUvDownloadUrl"] = "where uv comes from, not which one: its hash is checked",
        ["PyContainerCacheMegabytes"] = "what the cache keeps, not what an image has",
        ["PyContainerKitOutput"] = "where a kit is written to",
        ["PyContainerRunInContainer"] = "what dotnet run starts, not what an image has",
        ["PyContainerRunOptions"] = "as above",
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
        ["PyContainerRunInContainer"] = "what dotnet run starts, not what an image has",
        ["PyContainerRunOptions"] = "as above",
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

    [Fact]
    public void EveryPropertyIsASettingOfTheStagesOrHasAReason() =>
        Given("_PyContainerSetting", "Include").ShouldBe(PropertiesBut(s_noSettings), ignoreOrder: true);

    [Fact]
    public void EveryPropertyIsASettingOfTheDependenciesOrHasAReason() =>
        Given("FindDependencies", "Settings").ShouldBe(PropertiesBut(s_noDependencySettings), ignoreOrder: true);

    [Fact]
    public void ReasonsAreForPropertiesThatExist() =>
        s_noSettings.Keys.Concat(s_noDependencySettings.Keys).Except(Properties()).ShouldBeEmpty();

    // In whichever file an element is.
    private static IEnumerable<XElement> Elements() =>
        PackageFiles.All().SelectMany(file => PackageFiles.Load(file.Data).Descendants());

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
        PackageFiles.PublicName().Matches(text).Where(match => match.Value[0] == '$')
            .Select(match => match.Groups["name"].Value);
}
