using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

/// <summary>The answers are those of <c>uv workspace dir</c>; null stands for asking it.</summary>
public sealed class UvWorkspaceTests : IDisposable
{
    private const string Project = "[project]\nname = 'a'\n";
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("members = ['packages/*']", true)]
    [InlineData("members = ['libs/*', 'packages/a']", true)]
    [InlineData("members = ['packages/a/']", true)]
    [InlineData("members = ['packages/?']", true)]
    [InlineData("members = ['packages']", false)]
    [InlineData("members = ['*']", false)]
    [InlineData("members = ['Packages/*']", false)]
    [InlineData("", false)]
    [InlineData("members = ['packages/*']\nexclude = ['packages/a']", false)]
    [InlineData("members = ['packages/*']\nexclude = ['packages/b*']", true)]
    [InlineData("members = ['packages/*']\nexclude = ['packages']", null)]
    [InlineData("members = ['packages/*']\nexclude = ['**/a']", null)]
    [InlineData("members = ['libs/*']\nexclude = ['**/a']", false)]
    [InlineData("members = ['**']", null)]
    [InlineData("members = ['./packages/*']", null)]
    [InlineData("members = ['packages/[ab]']", null)]
    [InlineData("members = ['**', 'packages/a']", true)]
    public void MembersAreFoundByTheirPattern(string table, bool? member)
    {
        _folder.Write("root/pyproject.toml", "[tool.uv.workspace]\n" + table);
        RootOf("root/packages/a")
            .ShouldBe(member is { } isMember ? _folder[isMember ? "root" : "root/packages/a"] : null);
    }

    [Fact]
    public void NextWorkspaceFurtherUpThatListsTheFolderDecides()
    {
        _folder.Write("pyproject.toml", "[tool.uv.workspace]\nmembers = ['root/a']\n");
        _folder.Write("root/pyproject.toml", "[project]\ndescription = 3\n"); // its faults are nobody's concern here
        RootOf("root/a").ShouldBe(_folder.Path);
        UvWorkspace.IsHidden(_folder["root/a"], _folder.Path).ShouldBeTrue();

        _folder.Write("root/pyproject.toml", "[tool.uv.workspace]\nmembers = ['*']\n");
        RootOf("root/a").ShouldBe(_folder["root"]);
        UvWorkspace.IsHidden(_folder["root/a"], _folder["root"]).ShouldBeFalse();
    }

    [Fact]
    public void FolderWithoutAProjectDoesNotCount()
    {
        _folder.Write("pyproject.toml", "[tool.uv.workspace]\nmembers = ['root/a']\n");
        RootOf("root/a").ShouldBe(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    private string? RootOf(string folder)
    {
        _folder.Write(folder + "/pyproject.toml", Project);
        var above = UvWorkspace.Above(_folder[folder]).Select(one => one.Includes is true ? one.Root : null);
        return above.FirstOrDefault(_folder[folder]);
    }
}
