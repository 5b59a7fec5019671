using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class ProjectReaderTests
{
    private static readonly string s_root = Path.GetFullPath("/home/dev/shop");
    private static readonly string s_api = Path.Combine(s_root, "packages", "api");

    [Fact]
    public void MemberIsSelectedByItsFolder()
    {
        var project = Read(s_api + Path.DirectorySeparatorChar, null);
        (project.Name, project.Version, project.IsPackage, project.RequiresPython).ShouldBe(
            ("shop-api", "2.0.0", true, ">=3.13")
        );
        (project.Folder, project.WorkspaceRoot).ShouldBe((s_api, s_root));
    }

    [Theory]
    [InlineData("shop-api")]
    [InlineData("Shop_API")]
    [InlineData("shop.-_api")]
    public void MemberIsSelectedByItsNameInAnySpelling(string name) => Read(s_root, name).Name.ShouldBe("shop-api");

    [Fact]
    public void VirtualRootIsNoPackage()
    {
        var project = Read(s_root, null);
        (project.Name, project.IsPackage).ShouldBe(("shop", false));
        Local(project).ShouldBe(["shop-api", "shop-core", "shop-worker"]);
    }

    [Fact]
    public void EveryMembersFolderIsTold() => Read(s_api, null).MemberFolders.ShouldBe(
        [s_root, s_api, Path.Combine(s_root, "packages", "core"), Path.Combine(s_root, "packages", "worker")]);

    [Fact]
    public void VersionThatIsComputedWhileBuildingIsNull() => Read(s_root, "shop-core").Version.ShouldBeNull();

    [Fact]
    public void LocalPackagesAreTheProjectAndWhatItNeeds() =>
        Read(s_api, null)
            .LocalPackages.ShouldBe([
                new LocalPackage("shop-api", s_api),
                new LocalPackage("shop-core", Path.Combine(s_root, "packages", "core"), HasDynamicVersion: true),
            ]);

    [Theory]
    [InlineData("full-report")]
    [InlineData("Full_Report")]
    public void ExtraBringsItsLocalPackages(string extra)
    {
        Local(Read(s_root, "shop-worker")).ShouldBe(["shop-worker"]);
        Local(Read(s_root, "shop-worker", extras: [extra])).ShouldBe(["shop-core", "shop-worker"]);
    }

    [Theory]
    [InlineData("ops-tools")]
    [InlineData("ops.tools")]
    public void GroupBringsItsPathSourceFromOutsideTheWorkspace(string group)
    {
        var project = Read(s_api, null, groups: [group]);
        Local(project).ShouldBe(["shop-api", "shop-core", "tools"]);
        project.LocalPackages[^1].Folder.ShouldBe(Path.GetFullPath("../tools", s_root));
    }

    [Theory]
    [InlineData("", "ops-tools")]
    [InlineData("Ops_Tools", "")]
    public void GroupsThatStayOutAreKnown(string asked, string leftOut) =>
        string.Join(
                ' ',
                Read(s_api, null, groups: asked.Split(' ', StringSplitOptions.RemoveEmptyEntries)).GroupsLeftOut
            )
            .ShouldBe(leftOut);

    [Fact]
    public void GroupThatIsNotAskedForStaysOut() =>
        Local(Read(s_api, null, groups: ["dev"])).ShouldBe(["shop-api", "shop-core"]);

    [Fact]
    public void DebugVariantHasTheDebugGroupWhereThereIsOne()
    {
        ProjectInfo Debug(string json) =>
            ProjectReader.Read(WorkspaceMetadata.Parse(json), s_api, null, [], [], optionalGroup: "debug");
        var json = WorkspaceJson.Of(s_root);
        Debug(json).DebugGroups.ShouldBe([]);
        var project = Debug(json.Replace("\"ops-tools\"", "\"debug\"", StringComparison.Ordinal));
        project.DebugGroups.ShouldBe(["debug"]);
        Local(project).ShouldBe(["shop-api", "shop-core", "tools"]);
        Read(s_api, null).DebugGroups.ShouldBe([]);
    }

    [Fact]
    public void UnknownPackageIsRefusedWithTheOnesThereAre()
    {
        var diagnostic = Failure.Of(() => Read(s_root, "nope"));
        diagnostic.Code.ShouldBe("PYC2010");
        diagnostic.Message.ShouldContain("shop-worker");
    }

    [Fact]
    public void FolderOfNoMemberIsRefused() =>
        Failure.Of(() => Read(Path.Combine(s_root, "docs"), null)).Code.ShouldBe("PYC2010");

    private static ProjectInfo Read(string folder, string? package, string[]? extras = null, string[]? groups = null) =>
        ProjectReader.Read(
            WorkspaceMetadata.Parse(WorkspaceJson.Of(s_root)), folder, package, extras ?? [], groups ?? []);

    private static IEnumerable<string> Local(ProjectInfo project) =>
        project.LocalPackages.Select(package => package.Name);
}
