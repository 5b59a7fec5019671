using PyContainers.Core.Destinations;

namespace PyContainers.Core.Tests.Destinations;

public sealed class ContainerEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pyc-engine-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task DockerComesFirst()
    {
        Script("docker", 0);
        Script("podman", 0);
        (await Find()).ShouldBe("Docker");
    }

    [Fact]
    public async Task ADockerClientWithoutAnEngineIsNoEngine()
    {
        Script("docker", 1);
        (await Find()).ShouldBeNull();
        Script("podman", 0);
        (await Find()).ShouldBe("Podman");
    }

    [Fact]
    public async Task NothingOnThePathIsNoEngine() => (await Find()).ShouldBeNull();

    [Fact]
    public async Task AFileThatCannotBeRunIsNoEngine()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "docker"), "text", TestContext.Current.CancellationToken);
        (await Find()).ShouldBeNull();
    }

    // Windows' shell would take the quotes out of what is asked.
    [Fact]
    public async Task DockerOfWindowsShellIsNoEngine()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "docker.cmd"), "@exit /b 0", TestContext.Current.CancellationToken);
        (await Find()).ShouldBeNull();
    }

    [Theory]
    [InlineData("echo 'sha256:abc|sha256:1 sha256:2 '", "sha256:abc on sha256:1, sha256:2")]
    [InlineData("echo '|sha256:1 '", null)] // no such label
    [InlineData("echo '<no value>|sha256:1 '", null)] // the same, of Podman
    [InlineData("exit 1", null)] // no such image
    public async Task LabelAndLayersAreReadFromTheEnginesImage(string reply, string? expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engine of this test is a shell script");
        if (OperatingSystem.IsWindows())
            return; // for the analyzer
        var path = Path.Combine(_folder, "docker");
        await File.WriteAllTextAsync(
            path,
            $"#!/bin/sh\n[ \"$*\" = 'image inspect --format {{{{index .Config.Labels \"a.b\"}}}}|"
                + $"{{{{range .RootFS.Layers}}}}{{{{.}}}} {{{{end}}}} demo:v1' ] || exit 9\n{reply}\n",
            TestContext.Current.CancellationToken
        );
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var found = await ContainerEngine.InspectAsync(path, "demo:v1", "a.b", TestContext.Current.CancellationToken);

        (found is { } image ? $"{image.Label} on {string.Join(", ", image.Layers)}" : null).ShouldBe(expected);
    }

    private Task<string?> Find() =>
        ContainerEngine.FindAsync([Path.Combine(_folder, "none"), _folder], TestContext.Current.CancellationToken);

    /// <summary>A client that knows only <c>version</c>.</summary>
    private void Script(string name, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the engines of these tests are shell scripts");
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\n[ \"$1\" = version ] || exit 9\necho text\nexit {exitCode}\n");
        if (!OperatingSystem.IsWindows()) // for the analyzer
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
