using System.Text.Json;

namespace FakeUv;

/// <summary>What the script says about a call: the first entry all of whose words are among the arguments, in that
/// order.</summary>
internal sealed class ScriptedAnswer(JsonElement entry)
{
    /// <summary>The exit code; null to go on with the usual answer.</summary>
    public int? Exit => entry.TryGetProperty("exit", out var exit) ? exit.GetInt32() : null;

    public static ScriptedAnswer? Find(string[] args)
    {
        var path = CallLog.PathOf("FAKE_UV_SCRIPT", "fake-uv.json");
        if (!File.Exists(path))
            return null;
        var script = JsonDocument.Parse(CallLog.ReadText(path)).RootElement;
        var found = script.EnumerateArray().FirstOrDefault(entry => Matches(entry.GetProperty("match"), args));
        return found.ValueKind == JsonValueKind.Object ? new ScriptedAnswer(found) : null;
    }

    /// <summary>Touches and copies files, waits, and prints.</summary>
    public void Act()
    {
        foreach (var file in Texts("touch"))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, "");
        }

        foreach (var pair in Texts("copy").Chunk(2))
            File.Copy(pair[0], pair[1], overwrite: true);
        if (entry.TryGetProperty("stdout", out var output))
            Console.Out.Write(output.GetString());
        if (entry.TryGetProperty("stderr", out var error))
            Console.Error.Write(error.GetString());
        if (entry.TryGetProperty("sleep", out var seconds))
            Thread.Sleep(TimeSpan.FromSeconds(seconds.GetDouble()));
    }

    private IEnumerable<string> Texts(string name) =>
        entry.TryGetProperty(name, out var list)
            ? list.EnumerateArray().Select(item => Path.GetFullPath(item.GetString()!))
            : [];

    private static bool Matches(JsonElement match, string[] args)
    {
        var from = 0;
        foreach (var word in match.EnumerateArray().Select(item => item.GetString()))
        {
            var at = Array.IndexOf(args, word, from);
            if (at < 0)
                return false;
            from = at + 1;
        }

        return true;
    }
}
