using System.Text.Json;

namespace PyContainers.Testing;

/// <summary>A copy of the fake uv for one test, with its script and its log beside it.</summary>
public sealed class FakeUv
{
    private readonly List<Dictionary<string, object>> _script = [];
    private readonly string _folder;

    public FakeUv(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        foreach (
            var file in Directory
                .EnumerateFiles(Repository.FakeUvFolder, "uv*")
                .Where(file => !file.EndsWith(".pdb", StringComparison.Ordinal))
        )
            File.Copy(file, System.IO.Path.Combine(_folder, System.IO.Path.GetFileName(file)), overwrite: true);
    }

    public string Path => System.IO.Path.Combine(_folder, OperatingSystem.IsWindows() ? "uv.exe" : "uv");

    /// <summary>Site-packages of an environment, in the layout of the system that uv runs on.</summary>
    public static string SitePackages(string environment) =>
        OperatingSystem.IsWindows()
            ? System.IO.Path.Combine(environment, "Lib", "site-packages")
            : System.IO.Path.Combine(environment, "lib", "python3.13", "site-packages");

    private string Log => System.IO.Path.Combine(_folder, "fake-uv.log");

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<UvCall> Calls => File.Exists(Log) ? [.. File.ReadLines(Log).Select(UvCall.Parse)] : [];

    /// <summary>The last call that begins with these words.</summary>
    public UvCall LastCall(params string[] words) =>
        Calls.LastOrDefault(call => call.Is(words))
        ?? throw new InvalidOperationException($"uv was not called with '{string.Join(' ', words)}'.");

    /// <summary>Lets a call with these words fail.</summary>
    public FakeUv Fails(string[] words, string error, int exit = 2) =>
        Answers(words, new(StringComparer.Ordinal) { ["exit"] = exit, ["stderr"] = error });

    /// <summary>Says what a call with these words answers: <c>exit</c>, <c>stdout</c>, <c>stderr</c>, <c>touch</c>,
    /// <c>copy</c>, <c>sleep</c>.</summary>
    public FakeUv Answers(string[] words, Dictionary<string, object> answer)
    {
        _script.Insert(0, new(answer, StringComparer.Ordinal) { ["match"] = words });
        File.WriteAllText(System.IO.Path.Combine(_folder, "fake-uv.json"), JsonSerializer.Serialize(_script));
        return this;
    }

    /// <summary>Forgets what was scripted and what was called.</summary>
    public void Forget()
    {
        _script.Clear();
        File.Delete(System.IO.Path.Combine(_folder, "fake-uv.json"));
        File.Delete(Log);
    }
}

/// <summary>A call of the fake uv.</summary>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Folder">Its working folder.</param>
/// <param name="ProcessId">Its process.</param>
/// <param name="Environment">The variables that mean something to uv or Python.</param>
public sealed record UvCall(
    IReadOnlyList<string> Arguments,
    string Folder,
    int ProcessId,
    IReadOnlyDictionary<string, string> Environment
)
{
    public bool Is(params string[] words) => Arguments.Take(words.Length).SequenceEqual(words, StringComparer.Ordinal);

    /// <summary>The value after an option, or null.</summary>
    public string? Option(string name) =>
        Arguments.ToList().IndexOf(name) is var at and >= 0 ? Arguments[at + 1] : null;

    public override string ToString() => string.Join(' ', Arguments);

    internal static UvCall Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new UvCall(
            [.. json.GetProperty("args").EnumerateArray().Select(item => item.GetString()!)],
            json.GetProperty("folder").GetString()!,
            json.GetProperty("pid").GetInt32(),
            json.GetProperty("environment")
                .EnumerateObject()
                .ToDictionary(item => item.Name, item => item.Value.GetString()!, StringComparer.Ordinal)
        );
    }
}
