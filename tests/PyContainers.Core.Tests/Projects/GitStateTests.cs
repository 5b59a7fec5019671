using PyContainers.Core.Projects;

namespace PyContainers.Core.Tests.Projects;

public sealed class GitStateTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    public GitStateTests()
    {
        _folder.Write("shop/.git/HEAD", "ref: refs/heads/main\n");
        _folder.Write("shop/.git/refs/heads/main", "1111\n");
        _folder.Write("shop/packages/api/pyproject.toml");
    }

    [Theory]
    [InlineData("shop/.git/refs/heads/main", "2222\n")]
    [InlineData("shop/.git/refs/tags/v1", "1111\n")]
    [InlineData("shop/.git/refs/tags/release/v1", "1111\n")]
    [InlineData("shop/.git/packed-refs", "1111 refs/tags/v1\n")]
    [InlineData("shop/.git/HEAD", "3333\n")]
    public void CommitOrTagIsAChange(string file, string text)
    {
        var before = Api();
        before.ShouldNotBeNull();
        _folder.Write(file, text);
        (Api() == before).ShouldBeFalse();
    }

    [Theory]
    [InlineData("shop/.git/index")]
    [InlineData("shop/.git/refs/remotes/origin/main")]
    [InlineData("shop/.git/refs/heads/other")]
    [InlineData("shop/packages/api/a.py")]
    public void AnythingElseIsNone(string file)
    {
        var before = Api();
        _folder.Write(file, "x");
        Api().ShouldBe(before);
    }

    [Fact]
    public void WorktreeHasItsOwnHeadAndTheRepositorysTags()
    {
        _folder.Write("tree/.git", "gitdir: ../shop/.git/worktrees/tree\n");
        _folder.Write("shop/.git/worktrees/tree/HEAD", "ref: refs/heads/topic\n");
        _folder.Write("shop/.git/worktrees/tree/commondir", "../..\n");
        var before = GitState.Of(_folder["tree"]);
        _folder.Write("shop/.git/refs/heads/topic", "4444\n");
        var committed = GitState.Of(_folder["tree"]);
        _folder.Write("shop/.git/refs/tags/v1", "4444\n");
        new[] { before, committed, GitState.Of(_folder["tree"]), Api() }
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(4);
    }

    [Fact]
    public void ShallowCloneIsOneWithoutItsHistory()
    {
        GitState.IsShallow(_folder["shop/packages/api"]).ShouldBeFalse();
        GitState.IsShallow(_folder.Path).ShouldBeFalse();
        _folder.Write("tree/.git", "gitdir: ../shop/.git/worktrees/tree\n");
        _folder.Write("shop/.git/worktrees/tree/commondir", "../..\n");
        _folder.Write("shop/.git/shallow", "1111\n");
        GitState.IsShallow(_folder["shop/packages/api"]).ShouldBeTrue();
        GitState.IsShallow(_folder["tree"]).ShouldBeTrue();
    }


    public void Dispose() => _folder.Dispose();

    private string? Api() => GitState.Of(_folder["shop/packages/api"]);
}
