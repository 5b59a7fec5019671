using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class DigestsTests
{
    private const string Empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void DigestOfTheEmptyTextIsTheWellKnownOne() => Digests.Of("").ShouldBe(Empty);

    [Fact]
    public void FileTextAndBytesAgree()
    {
        using var folder = new TestDirectory();
        Digests.OfFile(folder.Write("a", "ü")).ShouldBe(Digests.Of("ü"));
        Digests.Of([0xc3, 0xbc]).ShouldBe(Digests.Of("ü"));
        Digests.Hex(Empty).ShouldBe(Empty[7..]);
    }

    [Theory]
    [InlineData("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true)]
    [InlineData("sha256:E3B0C44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", false)]
    [InlineData("sha256:e3b0", false)]
    [InlineData("sha512:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", false)]
    [InlineData("sha256:../044298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8551", false)]
    [InlineData(null, false)]
    public void OnlyTheOneFormIsADigest(string? text, bool expected) => Digests.IsDigest(text).ShouldBe(expected);
}
