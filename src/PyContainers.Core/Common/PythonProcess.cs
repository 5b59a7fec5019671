using System.Diagnostics;
using System.Reflection;

namespace PyContainers.Core.Common;

/// <summary>Runs a script of ours with a Python that runs here. No variable of the host's has an influence on it, and
/// no hash seed either; it sees no credentials.</summary>
internal static class PythonProcess
{
    /// <summary>Runs to the end; when that is cancelled, the process and its children are killed.</summary>
    /// <param name="python">Full path of the interpreter.</param>
    /// <param name="arguments">Options, the script, and its arguments.</param>
    /// <param name="folder">The working folder.</param>
    /// <param name="input">What goes to standard input.</param>
    /// <param name="variables">Variables besides the host's.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Task<ProcessResult> RunAsync(
        string python,
        IEnumerable<string> arguments,
        string folder,
        ReadOnlyMemory<byte> input,
        IEnumerable<KeyValuePair<string, string>> variables,
        CancellationToken cancellation
    ) => ChildProcess.RunAsync(StartInfo(python, arguments, folder, variables), input, line: null, cancellation);

    /// <summary>The last line of what Python printed: that of a traceback says what went wrong. Null for
    /// nothing.</summary>
    public static string? LastLine(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();

    /// <summary>The text of a script in this assembly.</summary>
    public static string Script(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static ProcessStartInfo StartInfo(
        string python,
        IEnumerable<string> arguments,
        string folder,
        IEnumerable<KeyValuePair<string, string>> variables
    )
    {
        var start = new ProcessStartInfo(python, arguments) { WorkingDirectory = folder };
        // Not -I: it would ignore PYTHONHASHSEED, and the order of a set depends on that: constants in bytecode, files
        // that Django lists.
        foreach (
            var name in start
                .Environment.Keys.Where(name => name.StartsWith("PYTHON", StringComparison.OrdinalIgnoreCase))
                .ToList()
        )
            start.Environment.Remove(name);
        CredentialVariables.RemoveAll(start.Environment);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        start.Environment["PYTHONHASHSEED"] = "0";
        // Elsewhere than on Linux it would speak the code page's language, and read files in it.
        start.Environment["PYTHONUTF8"] = "1";
        return start;
    }
}
