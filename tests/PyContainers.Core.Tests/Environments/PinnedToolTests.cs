using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

public sealed class PinnedToolTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("ruff==0.6.0", "ruff")]
    [InlineData(" Some.Tool_x == 1!2.0rc1+local ", "some-tool-x")]
    [InlineData("httpie[socks,x]===3.2.4", "httpie")]
    public void ExactVersionIsTaken(string requirement, string name) =>
        PinnedTool.Parse(requirement, "").ShouldBe(new PinnedTool(name, requirement.Trim(), null));

    [Theory]
    [InlineData("ruff")]
    [InlineData("ruff>=0.6.0")]
    [InlineData("ruff==0.6.*")]
    [InlineData("ruff==0.6.0,<1")]
    [InlineData("ruff==0.6.0; sys_platform == 'linux'")]
    [InlineData("ruff @ https://example.com/ruff.whl")]
    [InlineData("--index-url==x")]
    [InlineData("../ruff==1")]
    [InlineData("==1")]
    [InlineData("")]
    public void AnythingElseIsRefused(string requirement) =>
        Failure.Of(() => PinnedTool.Parse(requirement, "")).Code.ShouldBe("PYC2020");

    [Fact]
    public void ConstraintsHaveToBeThere()
    {
        Failure.Of(() => PinnedTool.Parse("ruff==0.6.0", _folder["none.txt"])).Code.ShouldBe("PYC2014");
        PinnedTool.Parse("ruff==0.6.0", _folder.Write("some.txt")).Constraints.ShouldBe(_folder["some.txt"]);
    }

    public void Dispose() => _folder.Dispose();
}
