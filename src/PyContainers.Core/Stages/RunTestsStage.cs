using System.Globalization;
using PyContainers.Core.Common;
using PyContainers.Core.Development;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about <c>dotnet test</c>.</summary>
/// <param name="Host">The environment; what tests need comes besides.</param>
/// <param name="Name">The name of the .NET project.</param>
/// <param name="Results">Full path of the folder of results.</param>
public sealed record RunTestsOptions(HostOptions Host, string Name, string Results)
{
    /// <summary><c>--filter</c>, or empty.</summary>
    public string Filter { get; init; } = "";

    /// <summary><c>--logger</c>, each.</summary>
    public IReadOnlyList<string> Loggers { get; init; } = [];

    /// <summary>Whether <c>--collect</c> asks for coverage.</summary>
    public bool Coverage { get; init; }

    /// <summary><c>--list-tests</c>.</summary>
    public bool List { get; init; }

    /// <summary>What stands behind <c>--</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}

/// <summary>Runs the project's tests on this machine, with pytest or unittest.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
/// <param name="clock">For the results.</param>
/// <param name="log">Gets the summary.</param>
public sealed class RunTestsStage(BuildState state, RunTestsOptions options, TimeProvider clock, ILog log)
{
    private readonly ProjectInfo _project = state.Project.Read();

    /// <summary>Runs them and writes the results.</summary>
    /// <param name="line">Told each line of the runner's output, on another thread.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A diagnostic for each test that failed.</returns>
    /// <exception cref="PyContainersException">PYC1xxx; PYC5002 when the runner fails, PYC5003 for the
    /// filter.</exception>
    public async Task<IReadOnlyList<Diagnostic>> RunAsync(Action<string> line, CancellationToken cancellation)
    {
        var expression = TestFilter.ToExpression(options.Filter);
        var request = options.Host.Request(state, _project, "test").ForTests();
        await new HostEnvironment(state.Uv.Read(), request, log).SyncAsync(cancellation);
        var coverage = Coverage(request.Folder);
        var run = new TestRun(
            _project.Folder, request.Folder, state.OnHost("test"), expression, coverage, options.List,
            options.Arguments);
        var start = clock.GetUtcNow();
        var result = await run.RunAsync(line, cancellation);
        if (options.List && result.ExitCode == 0)
            return [];
        if (result.ExitCode == TestRun.NoTests)
        {
            log.Notice($"{options.Name} has no tests{(expression.Length > 0 ? $" that match '{expression}'" : "")}");
            return [];
        }

        var tests = File.Exists(run.Report) ? JUnitReport.Read(run.Report) : [];
        var failed = tests.Where(test => test.Outcome == TestOutcome.Failed).ToList();
        if (result.ExitCode != 0 && failed.Count == 0)
            throw TestErrors.CouldNotRun(result.ExitCode, LastLine(result.Error));
        Write(tests, run.Report, start);
        Summarise(tests, coverage);
        return [.. failed.Select(Failure)];
    }

    private string Coverage(string environment)
    {
        if (!options.Coverage)
            return "";
        if (StagingEnvironment.NamesIn(environment).Contains("pytest-cov"))
            return Path.Combine(options.Results, "coverage.cobertura.xml");
        log.Warning(TestErrors.NoCoverage());
        return "";
    }

    private void Write(IReadOnlyList<TestCase> tests, string report, DateTimeOffset start)
    {
        foreach (var logger in options.Loggers.Select(TestLogger.Parse))
        {
            var file = logger.File(options.Results, options.Name);
            if (logger.Kind == "trx")
                AtomicFile.Write(file, stream => TrxFile.Of(
                    options.Name, tests, start, clock.GetUtcNow(), Environment.MachineName).Save(stream));
            else if (logger.Kind == "junit")
                AtomicFile.Write(file, stream => stream.Write(File.ReadAllBytes(report)));
            else if (logger.Kind != "console")
                log.Warning(TestErrors.UnknownLogger(logger.Kind));
            if (logger.Kind is "trx" or "junit")
                log.Notice($"results file: {file}");
        }
    }

    private void Summarise(IReadOnlyList<TestCase> tests, string coverage)
    {
        int Count(TestOutcome outcome) => tests.Count(test => test.Outcome == outcome);
        var failed = Count(TestOutcome.Failed);
        log.Notice(string.Create(
            CultureInfo.InvariantCulture,
            $"{(failed > 0 ? "failed" : "passed")}: {failed} failed, {Count(TestOutcome.Passed)} passed, "
                + $"{Count(TestOutcome.Skipped)} skipped of {tests.Count} tests of {options.Name}, "
                + $"{tests.Sum(test => test.Duration.TotalSeconds):0.0} s"));
        if (File.Exists(coverage))
            log.Notice($"coverage: {coverage}");
    }

    private Diagnostic Failure(TestCase test) =>
        TestErrors.Failed(
            $"{test.ClassName}.{test.Name}", test.Message,
            test.File is null ? null : Path.GetFullPath(test.File, _project.Folder), test.Line);

    private static string LastLine(string text) =>
        PythonProcess.LastLine(text) is { } last ? SecretMask.Apply(last) : "It printed nothing.";
}
