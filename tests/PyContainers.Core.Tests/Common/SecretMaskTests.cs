using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("https://me:secret@host/simple", "https://****@host/simple")]
    [InlineData("https://secret@host", "https://****@host")]
    [InlineData("https://me:s@cret@host/simple", "https://****@host/simple")]
    [InlineData(
        "from 'https://a:secret@one/x' and git+ssh://b:secret@two/y",
        "from 'https://****@one/x' and git+ssh://****@two/y"
    )]
    public void UserInformationOfAUrlIsMasked(string text, string expected) =>
        SecretMask.Apply(text).ShouldBe(expected);

    [Theory]
    [InlineData("https://host/simple")]
    [InlineData("https://host/a@1.0")]
    [InlineData("https://host mail me@home")]
    [InlineData("x @ https://host/x.whl")]
    [InlineData("nothing")]
    public void OtherTextStaysAsItIs(string text) => SecretMask.Apply(text).ShouldBe(text);
}
