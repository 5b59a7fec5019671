namespace PyContainers.Core.Tests;

public sealed class DigestsTests
{
    [Fact]
    public void DigestOfTheEmptyTextIsTheWellKnownOne() =>
        Digests.Of("").ShouldBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}
