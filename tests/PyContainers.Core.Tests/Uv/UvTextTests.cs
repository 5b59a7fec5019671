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

    // As uv 0.13 prints them: below a cause where it builds for itself, before its own text in 'uv build'.
    [Theory]
    [InlineData(
        "error: Failed to build `bb @ file:///bb`\n  cause: The build backend returned an error\n  cause: Call to `x` "
            + "failed (exit status: 1)\n\n         [stdout]\n         running\n\n         [stderr]\n"
            + "         Traceback (most recent call last):\n"
            + "           File \"<string>\", line 3, in x\n         ValueError: first\n"
            + "         second\n\nhint: Build failures usually indicate a problem\n",
        "ValueError: first second."
    )]
    [InlineData(
        "Building wheel...\nhello\nTraceback (most recent call last):\n  File \"<string>\", line 3, in deep\n"
            + "ValueError: first\nsecond\nerror: Failed to build `/bb`\n  cause: The build backend returned an error\n"
            + "  cause: Call to `x` failed (exit status: 1)\n\nhint: Build failures usually indicate a problem\n",
        "ValueError: first second."
    )]
    [InlineData(
        "Building wheel...\nbuilding 'x' extension\nerror: command 'gcc' failed: No such file or directory\n"
            + "error: Failed to build `/bb`\n  cause: The build backend returned an error\n  cause: Call to `x` failed "
            + "(exit status: 1)\n",
        "error: command 'gcc' failed: No such file or directory."
    )]
    [InlineData(
        "Building wheel...\nit is not to be\nerror: Failed to build `/bb`\n  cause: The build backend returned an "
            + "error\n  cause: Call to `x` failed (exit status: 1)\n",
        "it is not to be."
    )]
    [InlineData(
        "Building wheel...\nbb.errors.BadError: at the end\nerror: Failed to build `/bb`\n  Caused by: The build "
            + "backend returned an error\n  Caused by: Call to `x` failed (exit status: 1)\n",
        "bb.errors.BadError: at the end."
    )]
    public void EndOfATracebackIsKept(string error, string end)
    {
        var text = UvText.Parse(error);

        text.What.ShouldStartWith("Failed to build `");
        text.WholeWithOutput.ShouldEndWith($"Call to `x` failed (exit status: 1): {end}");
        text.Whole.ShouldEndWith("Call to `x` failed (exit status: 1).");
    }
}
