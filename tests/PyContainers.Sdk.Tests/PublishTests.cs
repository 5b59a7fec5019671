namespace PyContainers.Sdk.Tests;

public sealed class PublishTests(PackageFixture package)
{
    [Fact]
    public void ArchiveHasTheImage()
    {
        using var project = ProjectBuilder.Demo(package);

        var result = project.Publish().ShouldSucceed();

        result.Warnings.ShouldBeEmpty();
        var image = ImageArchive.Read(project.Archive);
        image.Entrypoint.ShouldBe(["/app/.venv/bin/demo"]);
        image.User.ShouldBe("1654:1654");
        image.Labels["org.opencontainers.image.title"].ShouldBe("demo");
        image.Labels["org.opencontainers.image.version"].ShouldBe("1.2.3");
        image.Labels["org.opencontainers.image.base.name"].ShouldBe("base");
        image.Labels["base.label"].ShouldBe("kept");
        image.Environment["PATH"].ShouldBe("/app/.venv/bin:/usr/bin:/bin");
        image.Environment["FROM_BASE"].ShouldBe("yes");
        image.Config.GetProperty("WorkingDir").GetString().ShouldBe("/app");
        image.Paths.ShouldContain("/opt/python/bin/python3.13");
        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/tiny/__init__.py");
        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/demo/__init__.py");
        image.Paths.ShouldContain("/app/.venv/bin/demo");
        image.Paths.ShouldNotContain(path => path.Contains("uv.lock", StringComparison.Ordinal));
    }

    [Fact]
    public void TargetPublishContainerAloneMakesTheImageWithWhatIsPublished()
    {
        using var project = ProjectBuilder.Demo(package).File("notice.txt", "v1")
            .Item("<None Include='notice.txt' CopyToPublishDirectory='PreserveNewest' />");

        project.Build("-t:PublishContainer").ShouldSucceed();
        ImageArchive.Read(project.Archive).Text("/app/notice.txt").ShouldBe("v1");

        project.File("notice.txt", "version 2").Build("-t:PublishContainer").ShouldSucceed();
        ImageArchive.Read(project.Archive).Text("/app/notice.txt").ShouldBe("version 2");
    }

    [Fact]
    public void SourceDateEpochMayBeAProperty()
    {
        using var project = ProjectBuilder.Demo(package);

        project.Publish("-p:SOURCE_DATE_EPOCH=1000000000").ShouldSucceed();

        project.Uv.LastCall("build").Environment["SOURCE_DATE_EPOCH"].ShouldBe("1000000000");
    }

    [Fact]
    public void RelativePathsStartAtTheProjectFile()
    {
        using var project = ProjectBuilder.Demo(package).Property("PyContainerIncludeSources", "true")
            .Property("PyContainerProject", ".")
            .File("kit/kit.json", "{ \"format\": 1 }").Property("PyContainerOfflineKit", "kit")
            .Property("PyContainerUvPath", "../uv/uv")
            .Property("PyContainerCacheDirectory", "../own-cache")
            .Property("PublishDir", "published/")
            .File("hooks/before.targets", Before).Property("CustomBeforePyContainersTargets", "hooks/before.targets")
            .File("tools.txt", "").Item("""<PyContainerTool Include="moo==1" Constraints="tools.txt" />""")
            .File("more/extra.txt", "").Item("""<PyContainerInclude Include="more/*.txt" />""")
            .File("tests/test_a.py", "").Item("""<PyContainerExclude Include="tests;hooks;kit" />""");
        // Not more/extra.txt: messages name it as it is written, and its FullPath is what counts.
        string[] given = [".", "kit", "../uv/uv", "../own-cache", "published/", "tools.txt", "tests", "hooks"];
        Installs(project, "moo");
        var elsewhere = Directory.CreateDirectory(Path.Combine(project.Folder, "..", "elsewhere")).FullName;

        var result = project.PublishFrom(elsewhere).ShouldSucceed();

        result.TaskValues.Intersect(given, StringComparer.Ordinal).ShouldBeEmpty();
        result.TaskValues.ShouldContain(Path.Combine(project.Folder, "published") + Path.DirectorySeparatorChar);
        result.TargetRan("Before").ShouldBeTrue();
        var tool = project.Uv.LastCall("pip", "install", "moo==1");
        tool.Option("--constraints").ShouldBe(Path.Combine(project.Folder, "tools.txt"));
        Directory.Exists(Path.Combine(project.Folder, "..", "own-cache", "layers")).ShouldBeTrue();
        var image = ImageArchive.Read(project.Archive);
        image.Paths.ShouldContain("/app/more/extra.txt");
        image.Paths.ShouldNotContain("/app/tests/test_a.py");
        Directory.EnumerateFileSystemEntries(elsewhere).ShouldBeEmpty();
    }

    private const string Before =
        """
        <Project>
          <Target Name="Before" BeforeTargets="PublishContainer"><Message Text="hello" /></Target>
        </Project>
        """;

    // What uv pip would leave of a tool with one script.
    private static void Installs(ProjectBuilder project, string tool)
    {
        var info = Path.Combine(
            project.State, "linux-x64", "tools", tool, "lib", "python3.13", "site-packages", $"{tool}-1.dist-info");
        project.File("../RECORD", $"{tool}-1.dist-info/RECORD,,\n");
        project.File("../entry_points.txt", $"[console_scripts]\n{tool} = {tool}:main\n");
        string[] copied =
        [
            .. ((string[])["RECORD", "entry_points.txt"])
                .SelectMany(name => new[] { Path.Combine(project.Folder, "..", name), Path.Combine(info, name) }),
        ];
        project.Uv.Answers(["venv"], new(StringComparer.Ordinal) { ["exit"] = 0 });
        string[] touched = [Path.Combine(info, "WHEEL")];
        project.Uv.Answers(
            ["pip", "install", $"{tool}==1"],
            new(StringComparer.Ordinal) { ["exit"] = 0, ["touch"] = touched, ["copy"] = copied });
    }
}
