using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class ImageUserTests
{
    [Theory]
    [InlineData("1654:1700", false)]
    [InlineData("0:1000", true)]
    [InlineData("1000:0", false)]
    public void IsReadAsItIsWritten(string text, bool isRoot)
    {
        var user = ImageUser.Parse(text);
        user.ToString().ShouldBe(text);
        user.IsRoot.ShouldBe(isRoot);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1000")]
    [InlineData("app:1")]
    [InlineData("1:2:3")]
    [InlineData("-1:1")]
    public void AnythingElseIsNone(string text) => Should.Throw<FormatException>(() => ImageUser.Parse(text));
}
