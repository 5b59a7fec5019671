using System.Diagnostics;
using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>A network in a box (tests/Internet) for one project: what runs in it reaches nothing else. Needs Linux,
/// root, and a kit beside the checkout, whose uv is a wheel.</summary>
internal sealed class Box : IDisposable
{
    private static readonly Lazy<BoxContent?> s_content = new(() => BoxContent.Prepare(Kit.Folder));
    private readonly TestDirectory _state = new();
    private readonly BoxContent _content;

    public Box(KitProject project)
    {
        Tool.Require("unshare", "-n", "-m", "true");
        Assert.SkipWhen(s_content.Value is null, "no kit with a wheel of uv lies beside the checkout");
        _content = s_content.Value;
        Project = project.WithOwnHome();
        _content.SetVariables(project.Variables, Path.Combine(project.Root, "uv-cache"));
        // Each box is an empty machine: most of its time would go into bytecode, which no network has to do with.
        project.Variables["PyContainerCompileBytecode"] = "false";
    }

    public KitProject Project { get; }

    /// <summary>A program with one dependency in a box.</summary>
    public static Box OfProgram(PackageFixture package)
    {
        var project = new KitProject(package, "app");
        File.WriteAllText(
            project["pyproject.toml"],
            "[project]\nname = \"app\"\nversion = \"1.0.0\"\nrequires-python = \">=3.13\"\n"
                + "dependencies = [\"idna\"]\n");
        File.WriteAllText(project["main.py"], "import idna\nprint('hello')\n");
        return new Box(project);
    }

    /// <summary>What the hosts have.</summary>
    public string Content => _content.Folder;

    /// <summary>The host of uv's default index.</summary>
    public string Index => _content.Index;

    /// <summary>The host of its files.</summary>
    public string Files => _content.Files;

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
    public BuildResult Publish(params string[] arguments) =>
        Run([
            "publish", Project.Name + ".pyproj", "-p:PublishProfile=PyContainer",
            .. ToRegistry(arguments) ? [] : new[] { "-p:ContainerArchiveOutputPath=" + Archive },
            .. arguments,
        ]);

    /// <summary>Builds.</summary>
    public BuildResult Build(params string[] arguments) => Run(["build", Project.Name + ".pyproj", .. arguments]);

    private BuildResult Run(string[] arguments)
    {
        _state.Write("faults.json", JsonSerializer.Serialize(Faults));
        var log = Path.Combine(Project.Root, $"box-{Guid.NewGuid():N}.binlog");
        string[] all = [.. arguments, "-bl:" + log];
        var start = DotnetProcess.StartInfo(all, Project.Folder, Project.Variables);
        string[] inBox = [.. _content.Command(_state.Path), start.FileName, .. start.ArgumentList];
        start.FileName = inBox[0];
        start.ArgumentList.Clear();
        foreach (var word in inBox.Skip(1))
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
}
