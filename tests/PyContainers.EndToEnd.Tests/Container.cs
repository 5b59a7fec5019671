namespace PyContainers.EndToEnd.Tests;

/// <summary>A container under Docker as a cautious cluster would run it: read-only root, no capabilities, whoever the image says.</summary>
internal sealed class Container : IDisposable
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly string[] s_cautious = ["--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges"];

    private readonly string _name = "pycontainers-test-" + Guid.NewGuid().ToString("N");

    /// <summary>Starts a server on the host's network.</summary>
    public Container(string image, params string[] options) =>
        Tool.Run("docker", ["run", "-d", "--name", _name, "--network=host", .. s_cautious, .. options, image]);

    public string Logs => Tool.Run("docker", "logs", _name);

    /// <summary>Runs a command beside the server and returns what it prints.</summary>
    public string Inside(params string[] command) => Tool.Run("docker", ["exec", _name, .. command]).Trim();

    /// <summary>Runs a program to its end without any network and returns what it prints.</summary>
    public static string Run(string image, params string[] options) => Tool.Run("docker", ["run", "--rm", "--network=none", .. s_cautious, .. options, image]);

    /// <summary>Runs a command of ours in the image instead of its own.</summary>
    public static (int ExitCode, string Output) Execute(string image, params string[] command) =>
        Tool.TryRun("docker", ["run", "--rm", "--network=none", .. s_cautious, "--entrypoint", command[0], image, .. command[1..]]);

    /// <summary>The reply of a server that may still be starting.</summary>
    public string Get(string url)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return s_client.GetStringAsync(new Uri(url)).GetAwaiter().GetResult();
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                if (attempt == 50)
                    throw new InvalidOperationException($"{url} does not answer:\n{Logs}", e);
                Thread.Sleep(200); // the server starts in a process that tells nobody when it is ready
            }
        }
    }

    public void Dispose() => Tool.TryRun("docker", "rm", "-f", _name);
}
