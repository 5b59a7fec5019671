using System.Globalization;

namespace PyContainers.EndToEnd.Tests;

/// <summary>A container under Docker as a cautious cluster would run it: read-only root, no capabilities, whoever the
/// image says.</summary>
internal sealed class Container : IDisposable
{
    private const int DockersOwnFailure = 125;

    private static readonly string[] s_cautious = ["--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"];

    // How the applications of the tests are told where to listen.
    private static readonly string[] s_portVariables = ["PORT", "WEB_API_PORT", "ASPNETCORE_HTTP_PORTS"];

    private readonly string _name = "pycontainers-test-" + Guid.NewGuid().ToString("N");
    private readonly int _port;

    /// <summary>Starts a server on the host's network, at a free port that it is told in its environment.</summary>
    public Container(string image, params string[] options)
        : this(image, FreePort.Next(), options, tell: true)
    {
    }

    private Container(string image, int port, string[] options, bool tell)
    {
        _port = port;
        var told = tell
            ? s_portVariables.Select(name => string.Create(CultureInfo.InvariantCulture, $"--env={name}={port}"))
            : [];
        Tool.Run("docker", ["run", "-d", "--name", _name, "--network=host", .. s_cautious, .. told, .. options, image]);
    }

    public string Logs => Tool.Run("docker", "logs", _name);

    /// <summary>Where the server listens, for another one that calls it.</summary>
    public Uri Address => new(Url("/"));

    /// <summary>Starts a server whose image says where it listens.</summary>
    public static Container At(int port, string image, params string[] options) =>
        new(image, port, options, tell: false);

    /// <summary>Runs a command beside the server and returns what it prints.</summary>
    public string Inside(params string[] command) => Tool.Run("docker", ["exec", _name, .. command]).Trim();

    /// <summary>Runs a program to its end without any network and returns what it prints.</summary>
    public static string Run(string image, params string[] options) =>
        Tool.Run("docker", ["run", "--rm", "--network=none", .. s_cautious, .. options, image]);

    /// <summary>Runs a command of ours in the image instead of its own, without any network. The command may
    /// fail.</summary>
    public static (int ExitCode, string Output) Execute(string image, params string[] command) =>
        Execute(image, ["--network=none"], command);

    /// <summary>The same with options of <c>docker run</c>.</summary>
    public static (int ExitCode, string Output) Execute(string image, string[] options, string[] command)
    {
        string[] arguments =
        [
            "run",
            "--rm",
            .. s_cautious,
            .. options,
            "--entrypoint",
            command[0],
            image,
            .. command[1..],
        ];
        var result = Tool.TryRun("docker", arguments);
        return result.ExitCode != DockersOwnFailure
            ? result
            : throw new InvalidOperationException($"docker {string.Join(' ', arguments)}\n{result.Output}");
    }

    /// <summary>The reply of the server, which may still be starting.</summary>
    public string Get(string path) =>
        StartingServer.Get(Url(path), IsRunning, () => Logs);

    /// <summary>The whole answer, once it answers at all; with a validator, as a browser asks that has the file
    /// (RFC 9110, If-None-Match).</summary>
    public HttpResponseMessage Ask(string path, string? validator = null) =>
        StartingServer.Ask(Url(path), validator, IsRunning, () => Logs);

    /// <summary>Waits until the program, which may still be starting, has printed a text.</summary>
    public void AwaitLog(string text) =>
        StartingServer.Until(() => Logs.Contains(text, StringComparison.Ordinal), IsRunning, () => Logs);

    /// <summary>Asks the program to end, as a rollout does.</summary>
    public void Stop() => Tool.Run("docker", "stop", _name);

    public void Dispose() => Tool.TryRun("docker", "rm", "-f", _name);

    private string Url(string path) =>
        string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_port}{path}");

    private bool IsRunning() =>
        Tool.Run("docker", "inspect", "--format", "{{.State.Running}}", _name).Trim() == "true";
}
