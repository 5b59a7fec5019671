namespace PyContainers.Sdk.Tests;

/// <summary>The ways into the package: kinds of project files, solutions, profiles, and a package reference.</summary>
public sealed class EntranceTests(PackageFixture package)
{
    [Theory]
    [InlineData("demo.proj")]
    [InlineData("demo.csproj")]
    [InlineData("demo.pyproj")]
    public void ExtensionDoesNotMatter(string projectFile)
    {
        using var project = ProjectBuilder.Demo(package).Named(projectFile);

        var result = project.Publish().ShouldSucceed();

        result.Check(result.Warnings.Count == 0, "There are warnings: " + string.Join('\n', result.Warnings));
        ImageArchive.Read(project.Archive).Entrypoint.ShouldBe(["/app/.venv/bin/demo"]);
        Directory
            .EnumerateFiles(Path.Combine(project.Folder, "bin"), "*.dll", SearchOption.AllDirectories)
            .ShouldBeEmpty();
    }

    [Theory]
    [InlineData("sln")]
    [InlineData("slnx")]
    public void PublishesInASolution(string format)
    {
        using var project = ProjectBuilder.Demo(package).Save();
        project
            .Run("new", "sln", "-n", "all", "--format", format)
            .Run("sln", "all." + format, "add", project.ProjectFile);

        project.Dotnet("publish", "all." + format, "-p:PublishProfile=PyContainer").ShouldSucceed();

        File.Exists(project.Archive).ShouldBeTrue();
    }

    [Fact]
    public void ProfileComesWithThePackage()
    {
        using var project = ProjectBuilder.Demo(package);

        var result = project.Publish().ShouldSucceed();

        result.Check(!result.HasWarning("NETSDK1198"), "The SDK did not find the profile.");
    }

    [Fact]
    public void UsersOwnProfileWins()
    {
        using var project = ProjectBuilder
            .Demo(package)
            .File(
                "Properties/PublishProfiles/PyContainer.pubxml",
                "<Project><PropertyGroup><WebPublishMethod>Container</WebPublishMethod>"
                    + "<ContainerUser>7:8</ContainerUser></PropertyGroup></Project>"
            );

        project.Publish().ShouldSucceed();

        ImageArchive.Read(project.Archive).User.ShouldBe("7:8");
    }

    [Fact]
    public void TargetWorksWithoutAProfile()
    {
        using var project = ProjectBuilder.Demo(package);
        project.OwnCache(); // in a process of its own: a server of MSBuild's does not know what was typed

        project.Save().Dotnet("publish", project.ProjectFile, "-t:PublishContainer").ShouldSucceed();

        File.Exists(project.Archive).ShouldBeTrue();
    }

    [Fact]
    public void SettingsForAssembliesDoNotConcernAPythonProject()
    {
        using var project = ProjectBuilder.Demo(package).File("Directory.Build.props",
            """
            <Project>
              <PropertyGroup>
                <TargetFrameworks>net8.0;net10.0</TargetFrameworks>
                <RuntimeIdentifiers>win-x64;linux-x64</RuntimeIdentifiers>
                <PublishTrimmed>true</PublishTrimmed>
                <PublishSingleFile>true</PublishSingleFile>
                <PublishReadyToRun>true</PublishReadyToRun>
                <SelfContained>true</SelfContained>
                <IsAotCompatible>true</IsAotCompatible>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>
                <GeneratePackageOnBuild>true</GeneratePackageOnBuild>
                <GenerateDocumentationFile>true</GenerateDocumentationFile>
                <Nullable>enable</Nullable>
                <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
                <RestoreUseStaticGraphEvaluation>true</RestoreUseStaticGraphEvaluation>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <UseArtifactsOutput>true</UseArtifactsOutput>
              </PropertyGroup>
            </Project>
            """);

        project.Publish("-p:PublishAot=true", "-m").ShouldSucceed();

        var image = ImageArchive.Read(project.Archive);
        image.Entrypoint.ShouldBe(["/app/.venv/bin/demo"]);
        image.ConfigFile.GetProperty("architecture").GetString().ShouldBe("amd64");
        image.Paths.ShouldNotContain(path => path.Contains("packages.lock.json", StringComparison.Ordinal));
    }

    [Fact]
    public void DotnetProjectCanReferenceThePackage()
    {
        using var project = Console()
            .File("pyproject.toml", ProjectBuilder.Pyproject())
            .File("uv.lock", ProjectBuilder.Lock("tiny", "1.0"))
            .File("src/demo/__init__.py", "def main():\n    pass\n")
            .Property("ContainerBaseImage", "oci:../base")
            .Property("PyContainerCompileBytecode", "false")
            .Property("ContainerArchiveOutputPath", "out/image.tar.gz");

        project.Publish().ShouldSucceed();

        var image = ImageArchive.Read(project.Archive);
        image.Paths.ShouldContain("/app/demo.dll");
        image.Paths.ShouldContain("/app/.venv/lib/python3.13/site-packages/demo/__init__.py");
        image.Entrypoint[^1].ShouldEndWith("demo.dll");
        image.User.ShouldBe("1654:1654");
    }

    [Fact]
    public void ReferencedPythonProjectIsPublishedWithTheApplicationIfAskedFor()
    {
        using var project = ProjectBuilder.Demo(package).Save().File("web/Program.cs", "return 0;\n").File(
            "web/web.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><UseAppHost>false</UseAppHost>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../demo.pyproj" Targets="PublishContainer" ReferenceOutputAssembly="false"
                                  Condition="'$(_IsPublishing)' == 'true'" />
              </ItemGroup>
            </Project>
            """);

        project.Dotnet("build", "web/web.csproj").ShouldSucceed();
        File.Exists(project.Archive).ShouldBeFalse();

        project.Dotnet("publish", "web/web.csproj").ShouldSucceed();
        ImageArchive.Read(project.Archive).Entrypoint.ShouldBe(["/app/.venv/bin/demo"]);
    }

    [Fact]
    public void DotnetProjectWithoutPythonIsLeftAlone()
    {
        using var project = Console();

        var result = project.Build().ShouldSucceed();
        var values = project.Evaluate(["PyContainerEnabled", "ContainerWorkingDirectory"]);

        result.Check(!result.TargetRan("RestorePyContainer"), "Something of ours ran.");
        (values["PyContainerEnabled"], values["ContainerWorkingDirectory"]).ShouldBe(("", ""));
        project.Uv.Calls.ShouldBeEmpty();
    }

    private ProjectBuilder Console() =>
        new ProjectBuilder(package)
            .Named("demo.csproj")
            .WithPackageReference()
            .Property("OutputType", "Exe")
            .Property("TargetFramework", "net10.0")
            .Property("UseAppHost", "false")
            .File("Program.cs", "return 0;\n");
}
