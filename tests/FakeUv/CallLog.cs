using System.Text;
using System.Text.Json;

namespace FakeUv;

/// <summary>Writes each call down as one line of JSON.</summary>
internal static class CallLog
{
    private static readonly string[] s_prefixes =
    [
        "UV_",
        "PYTHON",
        "VIRTUAL_ENV",
        "SOURCE_DATE_EPOCH",
        "DIST_EXTRA_CONFIG",
        "NO_COLOR",
        "RUST_LOG",
        "CONDA_",
    ];

    public static string PathOf(string variable, string name) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path
            ? path
            : Path.Combine(AppContext.BaseDirectory, name);

    public static void Append(string[] args)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("args");
            foreach (var arg in args)
                json.WriteStringValue(arg);
            json.WriteEndArray();
            json.WriteString("folder", Environment.CurrentDirectory);
            json.WriteNumber("pid", Environment.ProcessId);
            json.WriteStartObject("environment");
            foreach (
                var name in Environment
                    .GetEnvironmentVariables()
                    .Keys.Cast<string>()
                    .Where(IsOfInterest)
                    .Order(StringComparer.Ordinal)
            )
                json.WriteString(name, Environment.GetEnvironmentVariable(name));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        AppendShared(PathOf("FAKE_UV_LOG", "fake-uv.log"), buffer.ToArray());
    }

    // Two builds may run at once: one write, and another try while somebody else has the file.
    private static void AppendShared(string path, byte[] line)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
                file.Write(line);
                return;
            }
            catch (IOException) when (attempt < 200)
            {
                Thread.Sleep(10);
            }
        }
    }

    private static bool IsOfInterest(string name) =>
        s_prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    public static string ReadText(string path) => File.ReadAllText(path, Encoding.UTF8);
}
