namespace PyContainers.Sdk.Tests;

/// <summary>Commands of dotnet that have nothing to do for a Python project, and what they say.</summary>
public sealed class CommandsTests(PackageFixture package)
{
    [Fact]
    public void PackAndPublishWithoutTheProfileAreRefusedForTheProjectAndPassItOverInASolution()
    {
        using var project = ProjectBuilder.Demo(package).Save();
        project.Run("new", "sln", "-n", "all", "--format", "slnx").Run("sln", "all.slnx", "add", project.ProjectFile);

        var pack = project.Dotnet("pack", project.ProjectFile);
        var publish = project.Dotnet("publish", project.ProjectFile);

        pack.ShouldFailWith("PYC5006");
        publish.ShouldFailWith("PYC5007");
        project.Dotnet("pack", "all.slnx").ShouldSucceed();
        project.Dotnet("publish", "all.slnx").ShouldSucceed();
        project.Property("IsPackable", "false").Property("IsPublishable", "false").Save();
        project.Dotnet("pack", project.ProjectFile).ShouldSucceed();
        project.Dotnet("publish", project.ProjectFile).ShouldSucceed();
        File.Exists(project.Archive).ShouldBeFalse();
        project.Uv.Calls.ShouldBeEmpty();
    }

    [Fact]
    public void MisspelledNamesAreWarnings()
    {
        using var project = ProjectBuilder.Demo(package)
            .Property("PyContainerPythonVerison", "3.13")
            .Item("<PyContainerExcludes Include='tests' />");

        var result = project.Build("-p:PyContainerLokced=true").ShouldSucceed();

        result.Warnings.Select(warning => (warning.Code, Path.GetFileName(warning.File), warning.Line))
            .ShouldBe([("PYC2071", "demo.pyproj", 0), ("PYC2071", "demo.pyproj", 2), ("PYC2071", "demo.pyproj", 3)],
                ignoreOrder: true);
        project.Property("NoWarn", "$(NoWarn);PYC2071").Build().ShouldSucceed().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void CleanRemovesWhatIsOursAndNothingElse()
    {
        using var project = ProjectBuilder.Demo(package).Variable("PATH", "/nowhere");
        project.Property("ContainerArchiveOutputPath", "").File("bin/mine.txt", "x");
        project.Publish().ShouldSucceed();
        var archive = Path.Combine(project.Folder, "bin", "Release", "net10.0", "demo.tar.gz");
        File.Exists(archive).ShouldBeTrue();

        project.Dotnet("clean", project.ProjectFile, "-c", "Release").ShouldSucceed();

        File.Exists(archive).ShouldBeFalse();
        Directory.Exists(project.State).ShouldBeFalse();
        File.Exists(Path.Combine(project.Folder, "bin", "mine.txt")).ShouldBeTrue();
        project.Property("ContainerArchiveOutputPath", "out/image.tar.gz").Publish().ShouldSucceed();
        project.Dotnet("clean", project.ProjectFile, "-c", "Release").ShouldSucceed();
        File.Exists(project.Archive).ShouldBeTrue();
    }
}
