using System.Diagnostics;
using PyContainers.Core.Common;
using PyContainers.Core.Environments;

namespace PyContainers.Core.Development;

/// <summary>What a run of the tests is to do.</summary>
/// <param name="Folder">The project's folder, in which they run.</param>
/// <param name="Environment">Full path of the environment.</param>
/// <param name="Scratch">Full path of a folder for what is only of use meanwhile, or to the next run.</param>
/// <param name="Expression">Which tests, as <c>pytest -k</c> says it; empty for all.</param>
/// <param name="Coverage">The file for Cobertura's report, or empty.</param>
/// <param name="List">Whether tests are listed and not run.</param>
/// <param name="Arguments">Arguments for pytest.</param>
public sealed record TestRun(
    string Folder, string Environment, string Scratch, string Expression, string Coverage, bool List,
    IReadOnlyList<string> Arguments)
{
    /// <summary>pytest's code when it finds no test.</summary>
    public const int NoTests = 5;

    /// <summary>Full path of the report in JUnit's form; absent when the runner failed.</summary>
    public string Report => Path.Combine(Scratch, "junit.xml");

    /// <summary>Runs them.</summary>
    /// <param name="line">Told each line of output as it comes, on another thread.</param>
    /// <param name="cancellation">Kills the runner and all that it has started.</param>
    public Task<ProcessResult> RunAsync(Action<string> line, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Scratch);
        File.Delete(Report);
        string[] arguments =
        [
            "-c", PythonProcess.Script("run_tests.py"), "--junit", Report, "--cache", Path.Combine(Scratch, "cache"),
            .. Expression.Length > 0 ? ["--expression", Expression] : Array.Empty<string>(),
            .. Coverage.Length > 0 ? ["--coverage", Coverage] : Array.Empty<string>(),
            .. List ? ["--list"] : Array.Empty<string>(),
            .. Arguments,
        ];
        var python = StagingEnvironment.PythonIn(Environment);
        var start = new ProcessStartInfo(python, arguments) { WorkingDirectory = Folder };
        var variables = start.Environment;
        foreach (var name in new[] { "PYTHONHOME", "PYTHONPATH", "CONDA_PREFIX" })
            variables.Remove(name);
        variables["VIRTUAL_ENV"] = Environment;
        variables["PATH"] = StagingEnvironment.ProgramsIn(Environment) + Path.PathSeparator
            + (variables.TryGetValue("PATH", out var path) ? path : "");
        variables["PYTHONDONTWRITEBYTECODE"] = variables["PYTHONUNBUFFERED"] = variables["PYTHONUTF8"] = "1";
        return ChildProcess.RunAsync(start, default, line, cancellation);
    }
}
