namespace PyContainers.Sdk.Tests;

/// <summary>What happens around a publish: builds, clean, design time, odd folders.</summary>
public sealed class BuildTests(PackageFixture package)
{
    [Fact]
    public void CleanRemovesTheState()
    {
        using var project = ProjectBuilder.Demo(package);
        project.Publish().ShouldSucceed();
        Directory.Exists(project.State).ShouldBeTrue();

        project.Dotnet("clean", project.ProjectFile, "-c", "Release").ShouldSucceed();

        Directory.Exists(project.State).ShouldBeFalse();
    }

    [Fact]
    public void FolderMayHaveAnyName()
    {
        using var project = ProjectBuilder.Demo(package, OperatingSystem.IsWindows() ? "a b#é" : "a b;c#d é 日本 (1)");

        project.Publish().ShouldSucceed();
        project
            .Publish()
            .ShouldSucceed()
            .Check(
                project.Uv.Calls.Count(call =>
                    (call.Is("sync") && !call.Arguments.Contains("--dry-run")) || call.Is("build")) == 2,
                "The second publish synchronised again."
            );

        ImageArchive.Read(project.Archive).Entrypoint.ShouldBe(["/app/.venv/bin/demo"]);
    }

    // The topmost layer and the config's times are the SDK's, which knows no SOURCE_DATE_EPOCH.
    [Fact]
    public void TwoFoldersGiveTheSameLayers()
    {
        using var one = ProjectBuilder.Demo(package);
        using var other = ProjectBuilder.Demo(package, "elsewhere");

        one.Publish().ShouldSucceed();
        other.Property("ContainerRepository", "project").Publish().ShouldSucceed();

        var (first, second) = (ImageArchive.Read(one.Archive), ImageArchive.Read(other.Archive));
        second.DiffIds.SkipLast(1).ShouldBe(first.DiffIds.SkipLast(1));
        second.Config.GetRawText().ShouldBe(first.Config.GetRawText());
    }

    [Fact]
    public void SourcesOfAProjectThatIsNoPackageAreTheApplication()
    {
        using var project = ProjectBuilder
            .Demo(package)
            .File("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1\"\ndependencies = [\"tiny==1.0\"]\n")
            .File("main.py", "print('hi')\n")
            .File(".env", "SECRET=1\n")
            .File("bin/Debug/x.py", "")
            .File("bin/start", "#!/bin/sh\n")
            .File("obj/cube.obj", "")
            .File("notes.md", "")
            .File("tests/test_a.py", "")
            .File("src/demo/test_b.py", "")
            .File("conftest.py", "")
            .Item("""<PyContainerExclude Include="tests;**/test_*.py;**/conftest.py" />""")
            .File("docs/a.md", "")
            .File(".dockerignore", "docs\n");

        project.Publish().ShouldSucceed();

        var image = ImageArchive.Read(project.Archive);
        image.Entrypoint.ShouldBe(["/app/.venv/bin/python", "/app/main.py"]);
        project.Publish().ShouldSucceed(); // the archive lies in the project's folder now
        image = ImageArchive.Read(project.Archive);
        image
            .Paths.Where(path =>
                path.StartsWith("/app/", StringComparison.Ordinal)
                && !path.StartsWith("/app/.venv", StringComparison.Ordinal)
            )
            .ShouldBe(
                [
                    "/app/bin", "/app/bin/start", "/app/main.py", "/app/notes.md", "/app/obj", "/app/obj/cube.obj",
                    "/app/src", "/app/src/demo", "/app/src/demo/__init__.py",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void WhatIsLeftOutIsCountedAndListedAndAnIncludeWins()
    {
        using var project = ProjectBuilder
            .Demo(package)
            .File("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1\"\ndependencies = [\"tiny==1.0\"]\n")
            .File("main.py", "open('conf/prod.env')\n")
            .File("conf/prod.env", "A=1\n")
            .File("conf/local.env", "A=2\n")
            .File("infra/TERRAFORM.tfstate", "{}")
            .File("tls/server.crt", "-----BEGIN PRIVATE KEY-----\nMIIE\n")
            .Item("""<PyContainerInclude Include="conf/local.env" />""");

        var plan = project.Build("-t:GetPyContainerPlan").ShouldSucceed();
        var publish = project.Publish("-v:normal", "--tl:off").ShouldSucceed();

        plan.Output.ShouldMatch("credentials by name +infra/TERRAFORM.tfstate");
        plan.Output.ShouldMatch("private keys by content +tls/server.crt");
        publish.Output.ShouldMatch("left out of the image: .*, 2 credentials by name, 1 private keys by content");
        publish.Output.ShouldMatch(@"main.py\(1\): warning PYC2030: 'conf/prod.env'");
        var paths = ImageArchive.Read(project.Archive).Paths;
        paths.ShouldContain("/app/conf/local.env");
        paths.ShouldNotContain("/app/conf/prod.env");
    }

    [Fact]
    public void SourcesOfAPackageAreThereIfAskedFor()
    {
        using var project = ProjectBuilder
            .Demo(package)
            .File("alembic.ini", "")
            .File(".env", "SECRET=1\n")
            .Item("""<PyContainerInclude Include="pyproject.toml" TargetPath="config/project.toml" />""");
        project.Publish().ShouldSucceed();
        ImageArchive.Read(project.Archive).Paths.ShouldNotContain("/app/alembic.ini");

        project.Property("PyContainerIncludeSources", "true").Publish().ShouldSucceed();

        var image = ImageArchive.Read(project.Archive);
        image.Entrypoint.ShouldBe(["/app/.venv/bin/demo"]);
        image
            .Paths.Where(path =>
                path.StartsWith("/app/", StringComparison.Ordinal)
                && !path.StartsWith("/app/.venv", StringComparison.Ordinal)
            )
            .ShouldBe(
                [
                    "/app/alembic.ini",
                    "/app/config",
                    "/app/config/project.toml",
                    "/app/src",
                    "/app/src/demo",
                    "/app/src/demo/__init__.py",
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public void NothingIsWrittenBesideTheSources()
    {
        using var project = ProjectBuilder.Demo(package);

        project.Publish().ShouldSucceed();

        Directory.EnumerateFileSystemEntries(project.Folder).Select(Path.GetFileName)
            .ShouldBe(["bin", "demo.pyproj", "obj", "out", "pyproject.toml", "src", "uv.lock"], ignoreOrder: true);
    }

    [Fact]
    public void ValuesWithSeparatorsArriveWhole()
    {
        using var project = ProjectBuilder.Demo(package)
            .Item("""<ContainerEnvironmentVariable Include="ODD" Value="a%3Bb:c=d e" />""")
            .Item("""<ContainerLabel Include="odd" Value="x%3By:z" />""")
            .Item("""<ContainerPort Include="8000" Type="tcp" />""");

        project.Publish().ShouldSucceed();

        var image = ImageArchive.Read(project.Archive);
        image.Environment["ODD"].ShouldBe("a;b:c=d e");
        image.Labels["odd"].ShouldBe("x;y:z");
        image.Config.GetProperty("ExposedPorts").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("8000/tcp");
    }

    [Fact]
    public void UsersCommandIsTheEntrypoint()
    {
        using var project = ProjectBuilder
            .Demo(package)
            .File("src/demo/__main__.py", "")
            .Item("""<ContainerAppCommand Include="python;-m;demo" />""");

        project.Publish().ShouldSucceed();

        ImageArchive.Read(project.Archive).Entrypoint.ShouldBe(["python", "-m", "demo"]);
    }

    [Theory]
    [InlineData("<ContainerAppCommand Include=\"python;-m;nowhere\" />", "PYC2042")]
    [InlineData(
        "<ContainerAppCommand Include=\"python\" /><ContainerAppCommandArgs Include=\"nosuch.py\" />",
        "PYC2042"
    )]
    [InlineData("<ContainerEntrypoint Include=\"tini;--\" /><ContainerAppCommand Include=\"demo\" />", "PYC2040")]
    [InlineData("<PyContainerHealthCommand Include=\"curl\" />", "PYC2040")]
    public void CommandThatCannotStartIsNotPublished(string item, string code)
    {
        using var project = ProjectBuilder.Demo(package).Item(item);

        project.Publish().ShouldFailWith(code);
    }

    [Fact]
    public void SeveralPlatformsGiveAnIndex()
    {
        using var project = ProjectBuilder
            .Demo(package)
            .Property("ContainerRuntimeIdentifiers", "linux-x64;linux-arm64")
            .Property("RuntimeIdentifiers", "linux-x64;linux-arm64")
            .Property("ContainerImageFormat", "OCI");

        project.Publish().ShouldSucceed();

        File.Exists(project.Archive).ShouldBeTrue();
        project.Uv.Calls.Where(call => call.Is("sync")).Select(call => call.Option("--python-platform")).Distinct()
            .ShouldBe(["x86_64-manylinux_2_36", "aarch64-manylinux_2_36"], ignoreOrder: true);
    }
}
