using PyContainers.Core.Applications;
using PyContainers.Core.Development;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Stages;

/// <summary>What <c>dotnet run</c> starts in a container.</summary>
/// <param name="Engine">The command of the local engine; empty when there is none.</param>
/// <param name="Image">The image, <c>REPOSITORY:TAG</c>.</param>
/// <param name="Paths">Where things lie in the image.</param>
public sealed record PrepareContainerRunOptions(string Engine, string Image, ImagePaths Paths)
{
    /// <summary><c>ContainerPort</c> with their protocol: <c>8080/tcp</c>.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>What the shell has set as <c>PORT</c>, where an inferred web application is reached here instead;
    /// empty, or anything but a port, for the image's.</summary>
    public string ShellPort { get; init; } = "";

    /// <summary><c>PyContainerWritableDirectory</c>: absolute in the image, or relative to the application.</summary>
    public IReadOnlyList<string> WritableFolders { get; init; } = [];

    /// <summary><c>PyContainerRunOptions</c>: further options of the engine's <c>run</c>, as one text.</summary>
    public string More { get; init; } = "";

    /// <summary>The working folder on this machine.</summary>
    public string Folder { get; init; } = "";
}

/// <summary>
/// Makes ready what <c>dotnet run</c> starts in a container: the image that has just been published to the engine, as
/// in a cluster that trusts nobody. What works so works there.
/// </summary>
/// <param name="platform">The state of the image's platform.</param>
/// <param name="options">What is started.</param>
public sealed class PrepareContainerRunStage(PlatformState platform, PrepareContainerRunOptions options)
{
    /// <summary>The engine's command.</summary>
    /// <exception cref="PyContainersException">PYC2014; PYC5008 without an engine.</exception>
    public HostStart Run()
    {
        if (options.Engine.Length == 0)
            throw TestErrors.NoEngine();
        string[] own =
        [
            "run", "--rm", "--read-only", "--tmpfs", "/tmp", "--cap-drop=ALL", "--security-opt=no-new-privileges",
            .. Ports().SelectMany(port => new[] { "--publish", $"127.0.0.1:{port.Here}:{port.InImage}" }),
            .. options.WritableFolders.SelectMany(folder => new[] { "--volume", Place(folder) }),
        ];
        var arguments = $"{HostCommand.Join(own)} {options.More}".TrimEnd();
        return new HostStart(options.Engine, $"{arguments} {options.Image}", options.Folder);
    }

    // Only this machine asks it.
    private IEnumerable<(string Here, string InImage)> Ports()
    {
        var inferred = Text(platform.Start.Read().Port);
        var shell = Text(ShellPort.Parse(options.ShellPort));
        return options.Ports.Where(port => port.EndsWith("/tcp", StringComparison.OrdinalIgnoreCase))
            .Select(port => port.Split('/')[0]).Concat(inferred is null ? [] : [inferred])
            .Distinct(StringComparer.Ordinal)
            .Select(port => (port == inferred ? shell ?? port : port, port));

        static string? Text(int? port) => port is { } number ? StartCommandInference.Text(number) : null;
    }

    // A volume without a name begins with what the image has there, and ends with the container.
    private string Place(string folder) => $"{options.Paths.Place("PyContainerWritableDirectory", folder)}";
}
