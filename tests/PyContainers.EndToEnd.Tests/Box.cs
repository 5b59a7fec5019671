using System.Diagnostics;
using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>A network in a box (tests/Internet) for one project: what runs in it reaches nothing else. Needs Linux,
/// root, and a kit beside the checkout, whose uv is a wheel.</summary>
internal sealed class Box : IDisposable
{
    private static readonly Lazy<string> s_content = new(Prepare);
    private static readonly string s_folder = Path.Combine(Repository.Root, "tests", "Internet");
    private readonly TestDirectory _state = new();

    public Box(KitProject project)
    {
        Tool.Require("unshare", "-n", "-m", "true");
        Project = project.WithOwnHome();
        Content = s_content.Value;
        var variables = project.Variables;
        variables["PYCONTAINERS_KIT"] = "";
        variables["UV_CACHE_DIR"] = Path.Combine(project.Root, "uv-cache");
        variables["UV_DEFAULT_INDEX"] = $"https://{Index}/simple";
        variables["UV_PYTHON_DOWNLOADS_JSON_URL"] = Path.Combine(Content, "downloads.json");
        // uv comes from the network, not from this machine.
        variables["PATH"] = string.Join(
            Path.PathSeparator,
            Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
                .Where(folder => !File.Exists(Path.Combine(folder, "uv"))));
    }

    public KitProject Project { get; }

    /// <summary>What the hosts have.</summary>
    public string Content { get; }

    /// <summary>The host of uv's default index.</summary>
    public string Index => File.ReadAllLines(Path.Combine(Content, "hosts.txt"))[0];

    /// <summary>The host of its files.</summary>
    public string Files => File.ReadAllLines(Path.Combine(Content, "hosts.txt"))[1];

    /// <summary>What goes wrong in the next runs: a fault (tests/Internet/Faults.cs) by host.</summary>
    public Dictionary<string, object> Faults { get; } = new(StringComparer.Ordinal);

    /// <summary>The requests of all runs since the last call: host, method, status, bytes down and up, path.</summary>
    public IReadOnlyList<string[]> TakeRequests()
    {
        var file = _state["requests.tsv"];
        string[][] requests = File.Exists(file) ? [.. File.ReadLines(file).Select(line => line.Split('\t'))] : [];
        File.Delete(file);
        return requests;
    }

    /// <summary>The only names that resolve from now on, besides the proxy's.</summary>
    public Box OnlyNames(params string[] names)
    {
        _state.Write("names", string.Join('\n', names));
        return this;
    }

    /// <summary>Sends everything through the proxy, which wants this login.</summary>
    public Box BehindProxy(string user, string password)
    {
        _state.Write("proxy-user", $"{user}:{password}");
        var login = $"{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}";
        Project.Variables["HTTPS_PROXY"] = Project.Variables["HTTP_PROXY"] = $"http://{login}@proxy.corp.test:3128";
        return OnlyNames();
    }

    /// <summary>How the box's authority becomes known: <c>system</c>, <c>env</c> or <c>none</c>.</summary>
    public Box Trust(string how)
    {
        Project.Variables["INTERNET_TRUST"] = how;
        return this;
    }

    /// <summary>Publishes to an archive, or to where the arguments say.</summary>
    public BuildResult Publish(params string[] arguments)
    {
        _state.Write("faults.json", JsonSerializer.Serialize(Faults));
        var log = Path.Combine(Project.Root, $"box-{Guid.NewGuid():N}.binlog");
        string[] all =
        [
            "publish", Project.Name + ".pyproj", "-p:PublishProfile=PyContainer",
            .. ToRegistry(arguments) ? [] : new[] { "-p:ContainerArchiveOutputPath=" + Archive },
            .. arguments, "-bl:" + log,
        ];
        var start = DotnetProcess.StartInfo(all, Project.Folder, Project.Variables);
        string[] inBox = [Repository.InternetProgram, Content, _state.Path, start.FileName, .. start.ArgumentList];
        start.FileName = Path.Combine(s_folder, "run.sh");
        start.ArgumentList.Clear();
        foreach (var word in inBox)
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var (exitCode, output) = DotnetProcess.Finish(process, TimeSpan.FromMinutes(10));
        return new BuildResult(string.Join(' ', inBox), Project.Folder, exitCode, output, log);
    }

    /// <summary>Where an image goes unless the arguments say something else.</summary>
    public string Archive => Path.Combine(Project.Root, "box.tar");

    public void Dispose()
    {
        _state.Dispose();
        Project.Dispose();
    }

    private bool ToRegistry(string[] arguments) =>
        Project.Variables.ContainsKey("ContainerRegistry")
        || arguments.Any(argument => argument.StartsWith("-p:ContainerRegistry=", StringComparison.Ordinal));

    private static string Prepare()
    {
        var above = Directory.GetParent(Path.TrimEndingDirectorySeparator(Repository.Root))!;
        var wheels = above.EnumerateDirectories().Prepend(above)
            .Select(folder => Path.Combine(folder.FullName, "kit", "uv"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "uv-*.whl"))
            .ToList();
        Assert.SkipWhen(wheels.Count == 0, "no kit with a wheel of uv lies beside the checkout");
        var content = Path.Combine(Path.GetTempPath(), $"pyc-box-{Environment.ProcessId}");
        Tool.Run("dotnet", [Repository.InternetProgram, "prepare", Kit.Folder, content, wheels[0]]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(content, recursive: true);
        return content;
    }
}
