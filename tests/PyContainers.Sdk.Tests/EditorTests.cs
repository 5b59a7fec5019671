using System.Text.Json;

namespace PyContainers.Sdk.Tests;

/// <summary>What an editor that loads the project sees.</summary>
public sealed class EditorTests(PackageFixture package)
{
    private static readonly string[] s_shown =
        [".env", "pyproject.toml", "src/demo/__init__.py", "static/logo.svg", "uv.lock"];

    private static readonly string[] s_rubbish =
    [
        ".venv/lib/a.py", "web/node_modules/b/c.js", "src/demo/__pycache__/d.pyc", "obj/e.json", "bin/f.txt",
        ".git/config",
    ];

    [Theory]
    [InlineData("DesignTimeBuild")]
    [InlineData("BuildingInsideVisualStudio")]
    public void ShowsTheProjectsFiles(string property)
    {
        using var project = WithFiles("");

        None(project, $"-p:{property}=true").Select(item => item.Path).ShouldBe(s_shown);
        None(project).ShouldBeEmpty("a build has no use for the list");
    }

    [Fact]
    public void ShowsFilesOfAnotherFolderByTheirPlaceInIt()
    {
        using var project = WithFiles("../app/").Property("PyContainerProject", "../app");
        Directory.CreateDirectory(Path.Combine(project.Folder, "obj"));
        File.Delete(Path.Combine(project.Folder, "pyproject.toml"));
        File.Move(Path.Combine(project.Folder, "uv.lock"), Path.Combine(project.Folder, "../app/uv.lock"));
        Directory.Delete(Path.Combine(project.Folder, "src"), recursive: true);
        project.File("../app/pyproject.toml", ProjectBuilder.Pyproject()).File("../app/src/demo/__init__.py", "");

        var items = None(project, "-p:DesignTimeBuild=true");

        items.Select(item => item.Link).ShouldBe([.. s_shown, "bin/f.txt", "obj/e.json"], ignoreOrder: true);
    }

    [Fact]
    public void AnItemOfTheProjectsOwnIsShownOnce()
    {
        using var project = WithFiles("").Item("""<None Include="uv.lock" CopyToOutputDirectory="Never" />""");

        None(project, "-p:DesignTimeBuild=true").Select(item => item.Path).Order(StringComparer.Ordinal)
            .ShouldBe(s_shown);
    }

    private ProjectBuilder WithFiles(string folder)
    {
        var project = ProjectBuilder.Demo(package).File(folder + ".env", "").File(folder + "static/logo.svg", "");
        foreach (var path in s_rubbish)
            project.File(folder + path, "");
        return project;
    }

    private static List<(string Path, string Link)> None(ProjectBuilder project, params string[] arguments)
    {
        project.Save();
        var output = project.Dotnet(["msbuild", project.ProjectFile, "-getItem:None", .. arguments]).Output;
        using var document = JsonDocument.Parse(output);
        return
        [
            .. document.RootElement.GetProperty("Items").GetProperty("None").EnumerateArray()
                .Select(item => (
                    item.GetProperty("Identity").GetString()!.Replace('\\', '/'),
                    item.TryGetProperty("Link", out var link) ? link.GetString()!.Replace('\\', '/') : ""))
                .OrderBy(item => item.Item1, StringComparer.Ordinal),
        ];
    }
}
