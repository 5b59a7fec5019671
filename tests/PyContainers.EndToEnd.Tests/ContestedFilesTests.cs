namespace PyContainers.EndToEnd.Tests;

/// <summary>Distributions that bring the same file: uv's outcome counts, whatever the cache holds.</summary>
public sealed class ContestedFilesTests(PackageFixture package)
{
    private const string Site = "/app/.venv/lib/python3.13/site-packages/";

    [Fact]
    public void EachProjectHasTheFileThatItsOwnEnvironmentHas()
    {
        using var both = Project("alpha", "gamma");
        using var gamma = Project("gamma");
        using var alpha = Project("alpha");

        var image = both.PublishArchive();

        image.Text(Site + "shared.py").ShouldBe("WHO = 'gamma 1.0'\n");
        image.Text(Site + "tests/__init__.py").ShouldBe("# gamma 1.0\n");
        image.Text("/app/.venv/bin/tool").ShouldContain("from gamma import main");
        gamma.PublishArchive().Text(Site + "shared.py").ShouldBe("WHO = 'gamma 1.0'\n");
        alpha.PublishArchive().Text(Site + "shared.py").ShouldBe("WHO = 'alpha 1.0'\n");
    }

    [Fact]
    public void UpgradeAndRemovalLeaveWhatAFreshFolderWouldHave()
    {
        using var project = Project("alpha", "gamma");
        project.PublishArchive();

        Wheel(project, "alpha", "1.1");
        File.Delete(project["uv.lock"]);
        var result = project.Publish("-p:ContainerArchiveOutputPath=" + project.Archive("OCI")).ShouldSucceed();

        result.Warnings.Single(warning => warning.Code == "PYC3038").Message
            .ShouldContain("'alpha' and 'gamma' both install '../../../bin/tool', 'shared.py', 'tests/__init__.py'");
        var image = ImageArchive.Read(project.Archive("OCI"));
        image.Text(Site + "shared.py").ShouldBe("WHO = 'gamma 1.0'\n");
        image.Paths.ShouldContain(Site + "alpha-1.1.dist-info/METADATA");

        project.Edit("pyproject.toml", text => text.Replace("\"gamma\"", "", StringComparison.Ordinal));
        File.Delete(project["uv.lock"]);

        image = project.PublishArchive();
        image.Text(Site + "shared.py").ShouldBe("WHO = 'alpha 1.1'\n");
        image.Text("/app/.venv/bin/tool").ShouldContain("from alpha import main");
    }

    private KitProject Project(params string[] names)
    {
        var project = new KitProject(package, "contested");
        foreach (var name in names)
            Wheel(project, name, "1.0");
        File.WriteAllText(
            project["pyproject.toml"],
            $"""
            [project]
            name = "contested"
            version = "1.0.0"
            requires-python = ">=3.13"
            dependencies = [{string.Join(", ", names.Select(name => $"\"{name}\""))}]
            [tool.uv]
            find-links = ["wheels"]

            """
        );
        File.WriteAllText(project["main.py"], "import shared\nprint(shared.WHO)\n");
        return project;
    }

    private static void Wheel(KitProject project, string name, string version) =>
        TinyWheel.Write(
            project["wheels"],
            name,
            version,
            ("shared.py", $"WHO = '{name} {version}'\n"),
            ("tests/__init__.py", $"# {name} {version}\n"),
            ($"{name}.py", "def main():\n    pass\n"),
            ($"{name}-{version}.dist-info/entry_points.txt", $"[console_scripts]\ntool = {name}:main\n")
        );
}
