namespace PyContainers.EndToEnd.Tests;

/// <summary>Failures that a user can cause, with the real uv's text and the real SDK's: one coded error in the right
/// file, and nothing half-written.</summary>
public sealed class FailureTests(PackageFixture package)
{
    [Fact]
    public void InvalidPyprojectPointsAtItsLine() =>
        Fails(
            "hello",
            "PYC2002",
            "pyproject.toml",
            5,
            project => project.Edit("pyproject.toml", text => text + "x = = 3\n")
        );

    [Fact]
    public void InvalidLockPointsAtItsLine() =>
        Fails("hello", "PYC2005", "uv.lock", 9, project => project.Edit("uv.lock", text => text + "x = [\n"));

    [Fact]
    public void StaleLockIsRefusedAndLeftAlone() =>
        Fails(
            "web-api",
            "PYC2003",
            "uv.lock",
            0,
            project =>
                project.Edit(
                    "pyproject.toml",
                    text => text.Replace("orjson>=3.10", "orjson>=3.11", StringComparison.Ordinal)
                )
        );

    [Fact]
    public void MissingLockIsRefusedInAPipeline() =>
        Fails(
            "hello",
            "PYC2004",
            "uv.lock",
            0,
            project => File.Delete(project["uv.lock"]),
            "-p:ContinuousIntegrationBuild=true"
        );

    [Fact]
    public void MissingLockIsCreatedOnADevelopersMachine()
    {
        using var project = new KitProject(package, "hello");
        var before = File.ReadAllText(project["uv.lock"]);
        File.Delete(project["uv.lock"]);
        project.PublishArchive();
        File.ReadAllText(project["uv.lock"]).ShouldBe(before);
    }

    [Theory]
    [InlineData("3.12.7")]
    [InlineData("3.13.2")]
    public void PythonThatIsNotToBeHadNamesWhatIs(string version)
    {
        var error = Fails(
            "hello",
            "PYC1011",
            ".python-version",
            0,
            project => File.WriteAllText(project[".python-version"], version + "\n")
        );
        error.Message.ShouldContain("3.13.15, 3.11.2");
    }

    [Fact]
    public void WheelThatIsNotInTheCacheIsNamed() =>
        Fails("data-app", "PYC1013", null, 0, _ => { }, "-p:ContainerRuntimeIdentifier=linux-arm64")
            .Message.ShouldContain("pandas");

    [Fact]
    public void BuildBackendsFailureIsOneErrorOnly() =>
        Fails(
            "native-app",
            "PYC1016",
            null,
            0,
            project =>
                project.Edit(
                    "src/native_app/_add.c",
                    text => text.Replace("#include", "#inklude", StringComparison.Ordinal)
                )
        );

    [Fact]
    public void UnknownGroupAndExtraAreNamed()
    {
        Fails("web-api", "PYC2009", "pyproject.toml", 0, _ => { }, "-p:PyContainerDependencyGroups=nope")
            .Message.ShouldContain("nope");
        Fails("sdist-app", "PYC2008", "pyproject.toml", 0, _ => { }, "-p:PyContainerExtras=nope")
            .Message.ShouldContain("nope");
    }

    [Theory]
    [InlineData("print(1", "'(' was never closed")]
    [InlineData("import os%3Bos.execvp(", "'(' was never closed")]
    [InlineData("if 1:", "expected an indented block")]
    [InlineData("print 1", "Missing parentheses")]
    public void CodeThatIsNotPythonIsNotStarted(string code, string reason) =>
        Fails("hello", "PYC2042", null, 0, project => Command(project, "python;-c;" + code))
            .Message.ShouldContain(reason);

    [Fact]
    public void RequiredVersionOfUvIsHonoured() =>
        Fails(
            "hello",
            "PYC1008",
            "pyproject.toml",
            0,
            project => project.Edit("pyproject.toml", text => text + "[tool.uv]\nrequired-version = \">=99\"\n")
        );

    [Fact]
    public void MuslBaseIsRefusedForAGlibcInterpreter() =>
        Fails("hello", "PYC3018", null, 0, _ => { }, "-p:ContainerBaseImage=musl-busybox");

    [Fact]
    public void BaseWithAnOlderGlibcIsRefusedBeforeItFailsInProduction() =>
        Fails("web-api", "PYC3035", null, 0, _ => { }, "-p:ContainerBaseImage=debian11-distroless")
            .Message.ShouldContain("2.31");

    [Fact]
    public void RootHasToBeAskedFor() => Fails("hello", "PYC3001", null, 0, _ => { }, "-p:ContainerUser=root");

    [Fact]
    public void BaseThatIsNotThereIsNotFound() =>
        Fails("hello", "PYC3010", null, 0, _ => { }, $"-p:ContainerBaseImage={Kit.Registry}/nope:1");

    [Fact]
    public void BaseThatMayNotBeReadIsUnauthorised()
    {
        Fails(
            "hello",
            "PYC3011",
            null,
            0,
            _ => { },
            $"-p:ContainerBaseImage={Kit.RegistryWithAuthentication.Registry}/nope:1"
        );
    }

    [Fact]
    public void RegistryThatIsDownIsSaidBeforeAnyWork() =>
        Fails(
            "hello",
            "PYC4001",
            null,
            0,
            _ => { },
            "-p:ContainerArchiveOutputPath=",
            "-p:ContainerRegistry=localhost:9"
        );

    [Fact]
    public void NamedUserIsResolvedInTheBase()
    {
        using var project = new KitProject(package, "hello");
        project.PublishArchive("OCI", "-p:ContainerUser=nonroot").User.ShouldBe("65532:65532");
    }

    private static void Command(KitProject project, string words) =>
        project.Edit(
            "hello.pyproj",
            text => text.Replace(
                " />", $"><ItemGroup><ContainerAppCommand Include=\"{words}\" /></ItemGroup></Project>",
                StringComparison.Ordinal));

    private BuildError Fails(
        string name,
        string code,
        string? file,
        int line,
        Action<KitProject> prepare,
        params string[] arguments
    )
    {
        using var project = new KitProject(package, name);
        prepare(project);
        var archive = Path.Combine(project.Root, "never.tar");
        var before = Sources(project);

        var error = project.Publish([$"-p:ContainerArchiveOutputPath={archive}", .. arguments]).ShouldFailWith(code);

        // Where no line is to blame, it is a file of the user's all the same.
        if (file is null)
            error.File!.ShouldStartWith(project.Folder);
        else
            (error.File, error.Line).ShouldBe((project[file], line));
        File.Exists(archive).ShouldBeFalse();
        Sources(project).ShouldBe(before);
        return error;
    }

    private static List<string> Sources(KitProject project) =>
        [
            .. Directory
                .EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(project.Folder, file))
                .Where(file => file.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
                .Order(StringComparer.Ordinal),
        ];
}
