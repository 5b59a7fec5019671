using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class UserFoldersTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("cache")] // the specification has it ignored
    public void CacheIsAFullPathWhateverTheUserHas(string? xdg)
    {
        var folder = UserFolders.Cache(_ => xdg);

        Path.IsPathFullyQualified(folder).ShouldBeTrue(folder);
        Path.GetFileName(folder).ShouldBe("pycontainers");
    }
}
