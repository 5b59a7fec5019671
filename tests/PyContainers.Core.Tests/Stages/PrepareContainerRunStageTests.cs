using PyContainers.Core.Applications;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Stages;

public sealed class PrepareContainerRunStageTests : IDisposable
{
    private const string Strict =
        "run --rm --read-only --tmpfs /tmp --cap-drop=ALL --security-opt=no-new-privileges";

    private readonly TestDirectory _folder = new();
    private readonly PlatformState _platform;

    public PrepareContainerRunStageTests() =>
        _platform = new BuildState(_folder.Folder("state")).For("linux-x64");

    [Fact]
    public void ProgramIsRunAsAStrictClusterWouldRunIt() =>
        Run(port: null, new("docker", "shop/tool:1.0", new ImagePaths()) { Folder = "/home/shop" })
            .ShouldBe(new HostStart("docker", $"{Strict} shop/tool:1.0", "/home/shop"));

    [Fact]
    public void PortsAreThisMachinesOnlyAndWritableFoldersEndWithTheContainer() =>
        Run(port: 8080, new("podman", "api:latest", new ImagePaths())
        {
            Ports = ["8080/tcp", "9090/tcp", "9090/udp"],
            WritableFolders = ["data", "/var/lib/api"],
            More = "-e DATABASE_URL",
        }).Arguments.ShouldBe(
            $"{Strict} --publish 127.0.0.1:8080:8080 --publish 127.0.0.1:9090:9090 "
                + "--volume /app/data --volume /var/lib/api -e DATABASE_URL api:latest");

    [Theory]
    [InlineData("9000", "9000:8080")]
    [InlineData("nonsense", "8080:8080")]
    public void InferredApplicationIsReachedAtTheShellsPort(string shell, string published) =>
        Run(port: 8080, new("docker", "api:latest", new ImagePaths()) { ShellPort = shell, Ports = ["9090/tcp"] })
            .Arguments.ShouldContain($"--publish 127.0.0.1:9090:9090 --publish 127.0.0.1:{published} ");

    [Fact]
    public void WithoutAnEngineThereIsNothingToRunItIn() =>
        Failure.Of(() => Run(port: null, new("", "api:latest", new ImagePaths()))).Code.ShouldBe("PYC5008");

    public void Dispose() => _folder.Dispose();

    private HostStart Run(int? port, PrepareContainerRunOptions options)
    {
        _platform.Start.Write(new StartCommand(["api"], "test", port));
        return new PrepareContainerRunStage(_platform, options).Run();
    }
}
