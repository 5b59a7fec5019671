using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvTextTests
{
    [Theory]
    [InlineData(
        "error: Failed to download `x==1`\n  cause: first\n  cause: second\n         goes on\n\nhint: try again\n"
    )]
    [InlineData(
        "error: Failed to download `x==1`\n  Caused by: first\n  Caused by: second\n    goes on\n\nhint: try again\n"
    )]
    [InlineData("  × Failed to download `x==1`\n  ├─▶ first\n  ╰─▶ second\n      goes on\n\nhint: try again\n")]
    public void EveryRenderingReadsAlike(string error)
    {
        var text = UvText.Parse(error);
        text.What.ShouldBe("Failed to download `x==1`");
        text.Causes.ShouldBe(["first", "second goes on"]);
        text.Hint.ShouldBe("try again");
        text.Whole.ShouldBe("Failed to download `x==1`: first: second goes on.");
        text.WholeWithHint.ShouldBe("Failed to download `x==1`: first: second goes on. try again.");
    }

    [Fact]
    public void CarriageReturnsAreNoContent() =>
        UvText.Parse("error: it broke\r\n  cause: why\r\n").Whole.ShouldBe("it broke: why.");

    [Fact]
    public void TextWithoutAnErrorLineGivesItsLastLine() =>
        UvText.Parse("thread panicked\nat once\n\n").What.ShouldBe("at once");
}
