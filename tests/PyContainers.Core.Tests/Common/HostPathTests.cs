using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class HostPathTests
{
    [Theory]
    [InlineData("/a/b", "/a/b/", true)]
    [InlineData("/a/b", "/a/c/../b", true)]
    [InlineData("/a/b", "/a/bc", false)]
    [InlineData("/", "/", true)]
    public void PlaceCountsNotTheSpelling(string one, string other, bool same) =>
        HostPath.AreSame(one, other).ShouldBe(same);

    [Fact]
    public void CaseCountsOnLinuxOnly()
    {
        HostPath.AreSame("/a/B", "/a/b").ShouldBe(!OperatingSystem.IsLinux());
        HostPath.Comparer.Equals("/a/B", "/a/b").ShouldBe(!OperatingSystem.IsLinux());
    }
}
