using System.Diagnostics;

namespace PyContainers.Testing;

/// <summary>What the hosts of a network in a box (tests/Internet) have, made from an offline kit, and how a command is
/// run there.</summary>
public sealed class BoxContent
{
    private BoxContent(string folder) => Folder = folder;

    /// <summary>Where it is.</summary>
    public string Folder { get; }

    /// <summary>The host of uv's default index.</summary>
    public string Index => Host(0);

    /// <summary>The host of its files.</summary>
    public string Files => Host(1);

    /// <summary>Makes it in the temporary folder, for as long as this process lives. Null where no kit with a wheel of
    /// uv lies beside the checkout.</summary>
    /// <param name="kit">The kit that the hosts' content comes from.</param>
    public static BoxContent? Prepare(string kit)
    {
        var above = Directory.GetParent(Path.TrimEndingDirectorySeparator(Repository.Root))!;
        var wheel = above.EnumerateDirectories().Prepend(above)
            .Select(folder => Path.Combine(folder.FullName, "kit", "uv"))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "uv-*.whl"))
            .FirstOrDefault();
        if (wheel is null)
            return null;
        var content = new BoxContent(Path.Combine(Path.GetTempPath(), $"pyc-box-{Environment.ProcessId}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(content.Folder, recursive: true);
        using var prepare = Process.Start(
            "dotnet", [Repository.InternetProgram, "prepare", kit, content.Folder, wheel]);
        prepare.WaitForExit();
        return prepare.ExitCode == 0 ? content : throw new InvalidOperationException("The box has no content.");
    }

    /// <summary>Makes a publish take all from the box's hosts and nothing from this machine.</summary>
    /// <param name="variables">Its environment.</param>
    /// <param name="cache">The folder of uv's cache.</param>
    public void SetVariables(IDictionary<string, string> variables, string cache)
    {
        variables["PYCONTAINERS_KIT"] = "";
        variables["UV_CACHE_DIR"] = cache;
        variables["UV_DEFAULT_INDEX"] = $"https://{Index}/simple";
        variables["UV_PYTHON_DOWNLOADS_JSON_URL"] = Path.Combine(Folder, "downloads.json");
        variables["PATH"] = string.Join(
            Path.PathSeparator,
            Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
                .Where(folder => !File.Exists(Path.Combine(folder, "uv"))));
    }

    /// <summary>The words before a command that is to run in the box.</summary>
    /// <param name="state">The folder of the box's state; what it may hold says tests/Internet/run.sh.</param>
    public string[] Command(string state) =>
        [Path.Combine(Repository.Root, "tests", "Internet", "run.sh"), Repository.InternetProgram, Folder, state];

    private string Host(int line) => File.ReadAllLines(Path.Combine(Folder, "hosts.txt"))[line];
}
