namespace PyContainers.EndToEnd.Tests;

/// <summary>The base's own interpreter instead of a managed one.</summary>
public sealed class BaseInterpreterTests(PackageFixture package)
{
    private static readonly string[] s_base =
    [
        "-p:PyContainerInterpreter=Base",
        "-p:ContainerBaseImage=debian12-python3.11",
    ];

    [Theory]
    [InlineData("3.11\n")]
    [InlineData(null)]
    public void ApplicationRunsOnIt(string? pythonVersion)
    {
        Tool.Require("docker", "version");
        using var project = Flask(pythonVersion);
        const string Image = "endtoend-base-interpreter";

        var archive = project.PublishArchive("Docker", [.. s_base, $"-p:ContainerRepository={Image}"]);

        archive.Paths.ShouldNotContain(path => path.StartsWith("/opt/python", StringComparison.Ordinal));
        archive.User.ShouldBe("65532:65532");
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        Run("import sys; print(sys.version_info[:2], sys.prefix, sys.base_prefix, sys.executable)")
            .ShouldBe("(3, 11) /app/.venv /usr /app/.venv/bin/python");
        Run(
                "import os, cryptography.hazmat.bindings._rust, flask; print('fine' if "
                    + "os.path.exists(flask.__cached__) else flask.__cached__)"
            )
            .ShouldBe("fine");
        Run("import app; print(app.app.test_client().get('/healthz').json)").ShouldBe("{'log': True, 'status': 'ok'}");

        static string Run(string code) =>
            Tool.Run(
                    "docker",
                    "run",
                    "--rm",
                    "--network=none",
                    "--read-only",
                    "--tmpfs=/tmp",
                    "--env=LOG_DIR=/tmp/logs",
                    "--entrypoint=python",
                    Image,
                    "-c",
                    code
                )
                .Trim();
    }

    [Fact]
    public void VersionThatExcludesItNamesBoth()
    {
        using var project = Flask("3.13\n");
        var error = project
            .Publish([.. s_base, $"-p:ContainerArchiveOutputPath={project.Root}/x.tar"])
            .ShouldFailWith("PYC3036");
        error.Message.ShouldContain("3.11");
        error.Message.ShouldContain("3.13.15");
        error.File.ShouldBe(project[".python-version"]);
    }

    [Fact]
    public void PropertyThatExcludesItIsAnErrorToo()
    {
        using var project = Flask(null);
        project
            .Publish([
                .. s_base,
                "-p:PyContainerPythonVersion=3.13",
                $"-p:ContainerArchiveOutputPath={project.Root}/x.tar",
            ])
            .ShouldFailWith("PYC3036");
    }

    [Fact]
    public void BaseWithoutPythonIsAnError()
    {
        using var project = Flask(null);
        project
            .Publish("-p:PyContainerInterpreter=Base", $"-p:ContainerArchiveOutputPath={project.Root}/x.tar")
            .ShouldFailWith("PYC3037");
    }

    [Fact]
    public void OtherValuesAreRefused()
    {
        using var project = Flask(null);
        project
            .Publish("-p:PyContainerInterpreter=System", $"-p:ContainerArchiveOutputPath={project.Root}/x.tar")
            .ShouldFailWith("PYC2014");
    }

    private KitProject Flask(string? pythonVersion)
    {
        var project = new KitProject(package, "flask-app");
        if (pythonVersion is null)
            File.Delete(project[".python-version"]);
        else
            File.WriteAllText(project[".python-version"], pythonVersion);
        return project;
    }
}
