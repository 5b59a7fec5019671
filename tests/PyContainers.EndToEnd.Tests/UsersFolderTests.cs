namespace PyContainers.EndToEnd.Tests;

/// <summary>What a publish leaves in the user's folder.</summary>
public sealed class UsersFolderTests(PackageFixture package)
{
    [Fact]
    public void UsersFolderStaysAsItWas()
    {
        using var project = new KitProject(package, "workspace");
        project
            .Publish("-p:PyContainerPackage=shop-worker", $"-p:ContainerArchiveOutputPath={project.Root}/x.tar")
            .ShouldSucceed(); // setuptools, which likes to leave things

        Directory.EnumerateFileSystemEntries(project.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(project.Folder, path).Replace('\\', '/'))
            .Where(path => path.Split('/')[0] is not ("bin" or "obj"))
            .ShouldNotContain(path =>
                path.Contains("egg-info", StringComparison.Ordinal)
                || path.Contains(".venv", StringComparison.Ordinal)
                || path.Contains("__pycache__", StringComparison.Ordinal)
                || path.EndsWith("/build", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void BackendInTheUsersFolderLeavesNoBytecodeThere()
    {
        using var project = new KitProject(package, "native-app");
        project.Edit(
            "pyproject.toml",
            text =>
                text.Replace(
                    "build-backend = \"setuptools.build_meta\"",
                    "build-backend = \"backend\"\nbackend-path = [\".\"]",
                    StringComparison.Ordinal
                )
        );
        File.WriteAllText(project["backend.py"], "from setuptools.build_meta import *\n");

        project.PublishArchive().Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/native_app/__init__.py");

        var bytecode = Directory
            .EnumerateFiles(project.Folder, "*.pyc", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(project.Folder, path))
            .ToList();
        bytecode.ShouldAllBe(path => path.StartsWith("obj", StringComparison.Ordinal));
        // Kept for the next build.
        bytecode.ShouldContain(path => path.EndsWith("email/__init__.cpython-313.pyc", StringComparison.Ordinal));
        bytecode.ShouldNotContain(path => path.Contains("backend.", StringComparison.Ordinal));
    }
}
