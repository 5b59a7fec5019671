using PyContainers.Core.Applications;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class IncludedFileTests
{
    private static readonly string s_project = Path.GetFullPath("/src/project");

    private static readonly string s_inside = Path.Combine(s_project, "data", "x.txt");

    private static readonly string s_outside = Path.GetFullPath("/src/x.txt");

    [Theory]
    [InlineData("", "", "app/data/x.txt")]
    [InlineData("", "linked/y.txt", "app/linked/y.txt")]
    [InlineData("to/z.txt", "linked/y.txt", "app/to/z.txt")]
    [InlineData("/etc/z.conf", "", "etc/z.conf")]
    [InlineData(@"to\z.txt", "", "app/to/z.txt")]
    public void TargetIsWhatIsSaidOrThePathBelowTheProject(string targetPath, string link, string path)
    {
        var entry = new IncludedFile("data/x.txt", s_inside, targetPath, link).In(s_project, new ImagePaths());

        (entry.Path, entry.Source).ShouldBe((path, s_inside));
    }

    [Fact]
    public void FileOutsideTheProjectNeedsATarget()
    {
        var error = Failure.Of(() => new IncludedFile("../x.txt", s_outside).In(s_project, new ImagePaths()));

        error.Code.ShouldBe("PYC2014");
        error.Message.ShouldStartWith("PyContainerInclude is '../x.txt'");
        new IncludedFile("../x.txt", s_outside, "x.txt").In(s_project, new ImagePaths()).Path.ShouldBe("app/x.txt");
    }
}
