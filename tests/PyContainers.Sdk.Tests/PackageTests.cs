using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Xml.Linq;

namespace PyContainers.Sdk.Tests;

/// <summary>The package itself.</summary>
public sealed class PackageTests(PackageFixture package)
{
    private static string ThisHost { get; } = $"tasks/net10.0/{RuntimeInformation.RuntimeIdentifier}";

    [Fact]
    public void HoldsExactlyThis()
    {
        using var zip = ZipFile.OpenRead(package.PackageFile);

        zip.Entries.Select(entry => entry.FullName)
            .Where(name =>
                !name.StartsWith("_rels/", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "CHANGELOG.md",
                "PublishProfiles/PyContainer.pubxml",
                "PyContainers.Sdk.nuspec",
                "README.md",
                "Sdk/NoAssembly.props",
                "Sdk/Sdk.props",
                "Sdk/Sdk.targets",
                "THIRD-PARTY-NOTICES.txt",
                "[Content_Types].xml",
                "build/PyContainers.Commands.targets",
                "build/PyContainers.Hooks.targets",
                "build/PyContainers.Sdk.props",
                "build/PyContainers.Sdk.targets",
                "build/PyContainers.Settings.targets",
                "build/PyContainers.Stages.targets",
                "build/PyContainers.Tasks.targets",
                "build/PyContainers.Tools.targets",
                "icon.png",
                "tasks/net10.0/PyContainers.Core.dll",
                "tasks/net10.0/PyContainers.Tasks.deps.json",
                "tasks/net10.0/PyContainers.Tasks.dll",
                "tasks/net10.0/Tomlyn.dll",
                $"{ThisHost}/PyContainers.Core.dll",
                $"{ThisHost}/PyContainers.Tasks.deps.json",
                $"{ThisHost}/PyContainers.Tasks.dll",
                $"{ThisHost}/Tomlyn.dll",
            ]);
    }

    [Fact]
    public void IsCompiledAheadOfTimeForThisHost()
    {
        using var zip = ZipFile.OpenRead(package.PackageFile);

        zip.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal))
            .Where(HasNativeCode)
            .Select(entry => entry.FullName)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                $"{ThisHost}/PyContainers.Core.dll",
                $"{ThisHost}/PyContainers.Tasks.dll",
                $"{ThisHost}/Tomlyn.dll",
            ]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("plan9-riscv64", false)]
    public void TheTasksAreThoseOfTheHost(string platform, bool compiled)
    {
        using var project = ProjectBuilder.Demo(package).Save();

        var chosen = project.Evaluate(
            ["PyContainersTaskAssembly", "PyContainerEnabled"],
            platform.Length == 0 ? [] : [$"-p:NETCoreSdkPortableRuntimeIdentifier={platform}"]
        );

        chosen["PyContainersTaskAssembly"]
            .Replace('\\', '/')
            .ShouldEndWith($"{(compiled ? ThisHost : "tasks/net10.0")}/PyContainers.Tasks.dll");
    }

    [Fact]
    public void NamesEveryAssemblyOfOthersInItsNotices()
    {
        using var zip = ZipFile.OpenRead(package.PackageFile);
        using var reader = new StreamReader(zip.GetEntry("THIRD-PARTY-NOTICES.txt")!.Open());
        var notices = reader.ReadToEnd();

        zip.Entries.Where(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal))
            .Where(entry => !entry.Name.StartsWith("PyContainers.", StringComparison.Ordinal))
            .Where(entry => !notices.Contains($"({entry.Name}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static bool HasNativeCode(ZipArchiveEntry assembly)
    {
        using var bytes = new MemoryStream();
        using (var stream = assembly.Open())
        {
            stream.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var reader = new PEReader(bytes);
        return reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }

    [Fact]
    public void DependsOnNothingAndIsForDevelopment()
    {
        using var zip = ZipFile.OpenRead(package.PackageFile);
        using var stream = zip.GetEntry("PyContainers.Sdk.nuspec")!.Open();
        var metadata = XDocument
            .Load(stream)
            .Root!.Elements()
            .Single()
            .Elements()
            .ToLookup(element => element.Name.LocalName, StringComparer.Ordinal);

        metadata["dependencies"].ShouldBeEmpty();
        metadata["packageTypes"].ShouldBeEmpty();
        metadata["developmentDependency"].Single().Value.ShouldBe("true");
        metadata["readme"].Single().Value.ShouldBe("README.md");
        metadata["icon"].Single().Value.ShouldBe("icon.png");
        metadata["releaseNotes"].Single().Value.ShouldContain("CHANGELOG.md");
        metadata["license"].ShouldNotBeEmpty();
    }
}
