using System.Diagnostics;
using PyContainers.Testing.Images;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Every shape of project and every framework: published to a registry, pulled, and run as a cautious cluster
/// would. Each is the table's row.</summary>
public sealed class ShapesTests(PackageFixture package, ITestOutputHelper output)
{
    private const string Planted = "planted-on-the-host-d41d8c";

    public static TheoryData<string> Names => [.. Shapes.All.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsPublishedAndRuns(string name)
    {
        Tool.Require("docker", "version");
        var shape = Shapes.All.Single(one => one.Name == name);
        // Another run may be busy beside this one.
        var repository = $"endtoend/shape-{shape.Project}-{Guid.NewGuid():N}";
        using var project = shape.Create(package);
        Plant(project);

        var watch = Stopwatch.StartNew();
        var result = project
            .Publish($"-p:ContainerRegistry={Kit.Registry}", $"-p:ContainerRepository={repository}", "-v:normal")
            .ShouldSucceed();
        var published = watch.Elapsed;

        result.Output.ShouldContain($"{shape.Project} -> {Kit.Registry}/{repository}:latest@sha256:");
        if (shape.Log is not null)
            result.Output.ShouldContain(shape.Log);
        result.Warnings.ShouldBeEmpty();
        Tool.Run("docker", "pull", "-q", $"{Kit.Registry}/{repository}:latest");
        watch.Restart();
        Answer($"{Kit.Registry}/{repository}:latest", shape).ShouldContain(shape.Reply);
        output.WriteLine(
            $"| {name} | {shape.Project} | {published.TotalSeconds:0.0} s | {watch.Elapsed.TotalSeconds:0.0} s | "
                + $"{shape.Reply} |"
        );
        var files = RegistryImage.Of(Kit.Registry, repository, Kit.Credentials(Kit.Registry)).Files(Planted);
        files.With.ShouldBeEmpty();
        files.All.ShouldContain("app/.venv/pyvenv.cfg");
    }

    [Fact]
    public void NewTagIsANewVersion()
    {
        using var project = Shapes.All.Single(shape => shape.Tagged).Create(package);
        project.PublishArchive().Labels["org.opencontainers.image.version"].ShouldBe("3.1.0");

        Shape.Repository(project, "v3.2.0");

        var image = project.PublishArchive();
        image.Labels["org.opencontainers.image.version"].ShouldBe("3.2.0");
        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/vcs_app-3.2.0.dist-info/METADATA");
    }

    // The second folder has the same name, for another system.
    [Fact]
    public void PathSourceOutsideTheFolderIsBuiltAndWatched()
    {
        var library = Shapes.Pyproject(
            "helper", "", "[build-system]\nrequires = [\"uv_build>=0.13.8,<0.14\"]\nbuild-backend = \"uv_build\"\n");
        var shape = new Shape("", "outside", "")
        {
            Files =
            [
                (
                    "pyproject.toml",
                    Shapes.Pyproject(
                        "outside",
                        "\"helper\"",
                        "[tool.uv.sources]\nhelper = [\n"
                            + "  { path = \"../helper\", marker = \"sys_platform == 'linux'\" },\n"
                            + "  { path = \"../other\", marker = \"sys_platform != 'linux'\" },\n]\n")
                ),
                ("main.py", "import helper\nprint(helper.x)\n"),
                ("../helper/pyproject.toml", library),
                ("../helper/src/helper/__init__.py", "x = 1\n"),
                ("../other/pyproject.toml", library),
                ("../other/src/helper/__init__.py", "x = 0\n"),
            ],
        };
        using var project = shape.Create(package);
        project.PublishArchive().Text("/app/.venv/lib/python3.13/site-packages/helper/__init__.py").ShouldBe("x = 1\n");

        File.WriteAllText(project["../helper/src/helper/__init__.py"], "x = 2\n");

        project.PublishArchive().Text("/app/.venv/lib/python3.13/site-packages/helper/__init__.py").ShouldBe("x = 2\n");
    }

    // What lies about on a developer's machine, in the project's folder and where a src layout has its packages.
    private static void Plant(KitProject project)
    {
        string[] files =
        [
            ".venv/pyvenv.cfg",
            ".venv/lib/python3.13/site-packages/planted.py",
            ".env",
            "__pycache__/planted.cpython-313.pyc",
            "src/__pycache__/planted.cpython-313.pyc",
        ];
        var packages = Directory
            .EnumerateFiles(project.Folder, "__init__.py", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(project.Folder, Path.GetDirectoryName(file)!));
        foreach (
            var file in files
                .Concat(packages.Select(folder => $"{folder}/__pycache__/planted.cpython-313.pyc"))
                .ToList()
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(project[file])!);
            File.WriteAllText(project[file], $"# {Planted}\n");
        }
    }

    private static string Answer(string image, Shape shape)
    {
        if (shape.Path.Length == 0)
            return Container.Run(image);
        using var container = Container.At(shape.Port, image, "--tmpfs=/tmp", "--env=LOG_DIR=/tmp/logs");
        return container.Get(shape.Path);
    }
}
