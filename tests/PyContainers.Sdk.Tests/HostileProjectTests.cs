namespace PyContainers.Sdk.Tests;

/// <summary>Names and texts that MSBuild, a shell or a terminal would take for something else, through a real publish.
/// The ring Core has many more, without one.</summary>
public sealed class HostileProjectTests(PackageFixture package)
{
    private const string Text = "$(MSBuildProjectName) %3B @(None); 'q' {0} `x` \u202e \u001b[31m";

    [Fact]
    public void NamesOfFilesArriveAsTheyAre()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names");
        string[] names =
        [
            "a;b.txt", "$(Password).txt", "@(None).txt", "%3B.txt", "%(Identity).txt", "it's \"q\".txt",
            "new\nline.txt", "\u202egpj.txt", "\u001b[31mred.txt", "back\\slash.txt", "*star?.txt", "-rf.txt",
            "dir;x/$(HOME)/f.txt",
            " lead.txt", "trail .txt", "tab\t.txt", "\u00e9.txt", "e\u0301.txt",
        ];
        using var project = ProjectBuilder.Demo(package).Property("PyContainerIncludeSources", "true");
        foreach (var name in names)
            project.File(name, "x");

        var result = project.Publish().ShouldSucceed();

        result.Output.ShouldNotContain("\u001b[31m");
        names.Select(name => "/app/" + name).Except(ImageArchive.Read(project.Archive).Paths, StringComparer.Ordinal)
            .ShouldBeEmpty();
    }

    [Fact]
    public void TextsOfTheProjectArriveAsTheyAre()
    {
        var toml = Text.Replace("\u001b", "\\u001b", StringComparison.Ordinal);
        using var project = ProjectBuilder.Demo(package).File(
            "pyproject.toml",
            ProjectBuilder.Pyproject().Replace(
                "[project]\n", $"[project]\ndescription = \"{toml}\"\n", StringComparison.Ordinal));

        project.Publish().ShouldSucceed();

        ImageArchive.Read(project.Archive).Labels["org.opencontainers.image.description"].ShouldBe(Text);
    }
}
