using System.Net;
using System.Net.Sockets;

namespace PyContainers.Sdk.Tests;

/// <summary>Mistakes of users, from end to end: one error with a code, and nothing else that is red.</summary>
public sealed class ErrorTests(PackageFixture package)
{
    [Fact]
    public void NoPyproject()
    {
        using var project = ProjectBuilder.Demo(package);
        File.Delete(Path.Combine(project.Folder, "pyproject.toml"));

        project.Publish().ShouldFailWith("PYC2001").File.ShouldBe(project.Folder);
    }

    [Fact]
    public void InvalidPyproject()
    {
        using var project = ProjectBuilder.Demo(package).File("pyproject.toml", "[project]\nname = \"demo\n");

        var error = project.Publish().ShouldFailWith("PYC2002");

        (error.File, error.Line, error.Column).ShouldBe((Path.Combine(project.Folder, "pyproject.toml"), 2, 13));
    }

    // NuGet would fail before any target, without a code.
    [Fact]
    public void FolderOfTheBuildsStateThatCannotBeWritten()
    {
        using var project = ProjectBuilder.Demo(package).File("obj", "");

        project.Publish().ShouldFailWith("PYC2063").Message.ShouldContain("--artifacts-path");
    }

    [Fact]
    public void NoLockOnABuildServer()
    {
        using var project = ProjectBuilder.Demo(package);
        File.Delete(Path.Combine(project.Folder, "uv.lock"));

        project.Publish("-p:ContinuousIntegrationBuild=true").ShouldFailWith("PYC2004");

        project.Publish().ShouldSucceed();
        File.Exists(Path.Combine(project.Folder, "uv.lock")).ShouldBeTrue();
    }

    [Fact]
    public void LockThatIsGoneSinceTheLastPublish()
    {
        using var project = ProjectBuilder.Demo(package).Property("PyContainerLocked", "true");
        project.Publish().ShouldSucceed();
        File.Delete(Path.Combine(project.Folder, "uv.lock"));

        project.Publish().ShouldFailWith("PYC2004");
        project.Publish().ShouldFailWith("PYC2004");

        project.Property("PyContainerLocked", "false").Publish().ShouldSucceed();
        File.Exists(Path.Combine(project.Folder, "uv.lock")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("SOURCE_DATE_EPOCH", "yesterday", "PYC2014")]
    [InlineData("ContainerWorkingDirectory", "/", "PYC2014")]
    [InlineData("PyContainerEnvironmentPath", "venv", "PYC2014")]
    [InlineData("ContainerUser", "root", "PYC3001")]
    [InlineData("ContainerBaseImage", "oci:nowhere", "PYC3012")]
    // Read by the SDK's own task: with another one it would be PYC4011.
    [InlineData("ContainerBaseImage", "localhost:1/base:1", "PYC3017")]
    public void PropertyThatCannotBe(string name, string value, string code)
    {
        using var project = ProjectBuilder.Demo(package).Property(name, value);

        project.Publish().ShouldFailWith(code);

        project.Uv.Calls.ShouldNotContain(call => call.Is("sync"));
    }

    [Fact]
    public void BuildThatEndsEarlyLeavesNothingInTheTemporaryFolder()
    {
        using var temporary = new TestDirectory();
        // A registry that is still being asked when uv is found missing.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var project = ProjectBuilder
            .Demo(package)
            .Variable("TMPDIR", temporary.Path)
            .Variable("TMP", temporary.Path)
            .Variable("TEMP", temporary.Path)
            .Variable("PyContainerUvPath", temporary["none"])
            .Property("ContainerArchiveOutputPath", "")
            .Property("ContainerRegistry", $"localhost:{((IPEndPoint)silent.LocalEndpoint).Port}");

        project.Publish().ShouldFailWith("PYC1002");

        Directory.EnumerateFileSystemEntries(temporary.Path, "pycontainers-*").ShouldBeEmpty();
        silent.Pending().ShouldBeTrue();
    }

    [Fact]
    public void FailureOfUvIsOneError()
    {
        using var project = ProjectBuilder.Demo(package);
        project.Uv.Fails(
            ["build"],
            "setup.py(1,1): error X1: of the backend\nerror: Failed to build `demo`\n  cause: The build backend "
                + "returned an error\n"
        );

        project.Publish().ShouldFailWith("PYC1016");

        project.Uv.Forget();
        project.Publish().ShouldSucceed();
    }
}
