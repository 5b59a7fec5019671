using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class IncludedFileTests
{
    private static readonly string s_project = Path.GetFullPath("/src/project");

    private static readonly ReservedPaths s_reserved = new(new ImagePaths(), Tools: "/opt/tools");

    private static readonly string s_inside = Path.Combine(s_project, "data", "x.txt");

    private static readonly string s_outside = Path.GetFullPath("/src/x.txt");

    [Theory]
    [InlineData("", "", "app/data/x.txt")]
    [InlineData("", "linked/y.txt", "app/linked/y.txt")]
    [InlineData("to/z.txt", "linked/y.txt", "app/to/z.txt")]
    [InlineData("/etc/z.conf", "", "etc/z.conf")]
    [InlineData(@"to\z.txt", "", "app/to/z.txt")]
    [InlineData("./to//z.txt", "", "app/to/z.txt")]
    [InlineData("to/", "", "app/to/x.txt")]
    [InlineData("/srv/conf/", "", "srv/conf/x.txt")]
    [InlineData("/processes/z", "", "processes/z")]
    [InlineData("/opt/python3/z", "", "opt/python3/z")]
    public void TargetIsWhatIsSaidOrThePathBelowTheProject(string targetPath, string link, string path)
    {
        var entry = new IncludedFile("data/x.txt", s_inside, targetPath, link).In(s_project, s_reserved);

        (entry.Path, entry.Source).ShouldBe((path, s_inside));
    }

    [Fact]
    public void FileOutsideTheProjectNeedsATarget()
    {
        var error = Failure.Of(() => new IncludedFile("../x.txt", s_outside).In(s_project, s_reserved));

        error.Code.ShouldBe("PYC2014");
        error.Message.ShouldStartWith("PyContainerInclude is '../x.txt'");
        new IncludedFile("../x.txt", s_outside, "x.txt").In(s_project, s_reserved).Path.ShouldBe("app/x.txt");
    }

    [Theory]
    [InlineData("../../etc/x", "PYC2014", "TargetPath of PyContainerInclude 'data/x.txt' is '../../etc/x'", "'..'")]
    [InlineData("/a/../../x", "PYC2014", "TargetPath of PyContainerInclude", "'..'")]
    [InlineData("..", "PYC2014", "TargetPath of PyContainerInclude", "'..'")]
    [InlineData("a\nb", "PYC2014", "TargetPath of PyContainerInclude", "control character")]
    [InlineData("/proc/x", "PYC2014", "TargetPath of PyContainerInclude", "'/proc' is the kernel's")]
    [InlineData("/app", "PYC2014", "TargetPath of PyContainerInclude", "it is a folder")]
    [InlineData(".", "PYC2014", "TargetPath of PyContainerInclude", "it is a folder")]
    [InlineData("/opt/python/bin/python3.13", "PYC2061", "PyContainerInclude 'data/x.txt'", "the interpreter")]
    [InlineData(".venv/lib/x.py", "PYC2061", "PyContainerInclude 'data/x.txt'", "the environment, '/app/.venv'")]
    [InlineData("/opt/tools/bin/x", "PYC2061", "PyContainerInclude 'data/x.txt'", "the tools")]
    public void PlaceThatIsNoneIsRefused(string targetPath, string code, string start, string why)
    {
        var error = Failure.Of(() => new IncludedFile("data/x.txt", s_inside, targetPath).In(s_project, s_reserved));

        error.Code.ShouldBe(code);
        error.Message.ShouldStartWith(start);
        error.Message.ShouldContain(why);
    }

    [Fact]
    public void LinkIsCheckedLikeATargetPath() =>
        Failure.Of(() => new IncludedFile("x", s_inside, "", "../x").In(s_project, s_reserved)).Message
            .ShouldStartWith("Link of PyContainerInclude 'x' is '../x'");

    [Fact]
    public void WhatIsThereIsCheckedFirst()
    {
        using var folder = new TestDirectory();
        var file = folder.Write("a.txt", "a");

        new IncludedFile("a.txt", file).Check(s_reserved);
        Failure.Of(() => new IncludedFile("b.txt", folder["b.txt"]).Check(s_reserved)).Message
            .ShouldContain($"there is no file '{folder["b.txt"]}'");
        var error = Failure.Of(() => new IncludedFile("d/", folder.Folder("d")).Check(s_reserved));
        (error.Code, error.Message).ShouldBe((
            "PYC2058", "PyContainerInclude cannot add 'd/': it is a folder. Include its files: 'd/**'."));
        Failure.Of(() => new IncludedFile("a\uFFFD", folder["a\uFFFD"]).Check(s_reserved)).Code.ShouldBe("PYC2057");
        Failure.Of(() => new IncludedFile("a.txt", file, "../x").Check(s_reserved)).Code.ShouldBe("PYC2014");
    }

    [Fact]
    public void PipeIsNoFile()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no pipes in folders");
        using var folder = new TestDirectory();
        var pipe = SpecialFiles.Pipe(folder["pipe"]);
        File.CreateSymbolicLink(folder["link"], pipe);

        foreach (var file in new[] { pipe, folder["link"], "/dev/null" })
            Should.Throw<SpecialFileException>(() => new IncludedFile("x", file).Check(s_reserved)).Path.ShouldBe(file);
    }
}
