using Microsoft.Build.Logging.StructuredLogger;
using Build = Microsoft.Build.Logging.StructuredLogger.Build;
using MSBuildTask = Microsoft.Build.Logging.StructuredLogger.Task;

namespace PyContainers.Testing;

/// <summary>What a build left behind. A question that gets the wrong answer ends the test with the errors, the command
/// line and the end of the output.</summary>
public sealed class BuildResult(string commandLine, string folder, int exitCode, string output, string binlog)
{
    // Of the output; the whole of it is in the binary log.
    private const int LastLines = 60;

    // The reader fails where two begin at the same moment.
    private static readonly Lock s_reader = new();

    private readonly Lazy<Build> _build = new(() =>
    {
        lock (s_reader)
            return BinaryLog.ReadBuild(binlog);
    });

    public bool Succeeded => exitCode == 0;

    public string Output => output;

    public string Binlog => binlog;

    public IReadOnlyList<BuildError> Errors =>
        [.. All<Error>().Select(e => new BuildError(e.Code, e.File, e.LineNumber, e.ColumnNumber, e.Text)).Distinct()];

    public IReadOnlyList<BuildError> Warnings =>
        [
            .. All<Warning>()
                .Select(w => new BuildError(w.Code, w.File, w.LineNumber, w.ColumnNumber, w.Text))
                .Distinct(),
        ];

    public bool HasError(string code) => Errors.Any(error => error.Code == code);

    public bool HasWarning(string code) => Warnings.Any(warning => warning.Code == code);

    /// <summary>Whether a target's body ran; one that was skipped as up to date did not.</summary>
    public bool TargetRan(string name) =>
        All<Target>().Any(target => target.Name == name && target.Children.OfType<MSBuildTask>().Any());

    public bool TaskRan(string name) => All<MSBuildTask>().Any(task => task.Name == name);

    /// <summary>Every value that tasks of ours were given: of properties, items and their metadata.</summary>
    public IReadOnlyList<string> TaskValues =>
    [
        .. All<MSBuildTask>().Where(task => Path.GetFileName(task.FromAssembly) == "PyContainers.Tasks.dll")
            .Where(task => task.Name is not ("CreateNewImage" or "CreateImageIndex")) // the SDK's, made by our factory
            .SelectMany(task => task.Children.OfType<Folder>().Where(folder => folder.Name == "Parameters"))
            .SelectMany(parameters => parameters.FindChildrenRecursive<BaseNode>())
            .Select(node => node switch { NameValueNode pair => pair.Value, Item item => item.Text, _ => null })
            .OfType<string>(),
    ];

    /// <summary>Which of the named targets' bodies ran, in that order.</summary>
    public IReadOnlyList<string> TargetsRan(params string[] names) => [.. names.Where(TargetRan)];

    /// <summary>High-importance lines that a task wrote.</summary>
    public bool HasMessage(Func<string, bool> predicate) =>
        All<Message>().Any(message => message.Text is { } text && predicate(text));

    /// <summary>The build must have succeeded.</summary>
    public BuildResult ShouldSucceed() => Check(Succeeded && Errors.Count == 0, "The build failed.");

    /// <summary>The build must have failed with exactly one error, with this code.</summary>
    public BuildError ShouldFailWith(string code)
    {
        var errors = Errors;
        Check(
            !Succeeded && errors is [var only] && only.Code == code,
            $"Not the only error {code}, but: {string.Join(", ", errors)}"
        );
        return errors[0];
    }

    /// <summary>Ends the test unless something holds.</summary>
    public BuildResult Check(bool holds, string what) =>
        holds ? this : throw new InvalidOperationException(Explain(what));

    private IReadOnlyList<T> All<T>() where T : TreeNode => _build.Value.FindChildrenRecursive<T>();

    private string Explain(string what)
    {
        var kept = Path.Combine(Path.GetTempPath(), $"pyc-failed-{Guid.NewGuid():N}.binlog");
        if (File.Exists(binlog))
            File.Copy(binlog, kept);
        return $"""
            {what}
            {string.Join('\n', File.Exists(binlog) ? Errors : [])}
            {commandLine}
            in {folder}, exit code {exitCode}, binary log kept as {kept}
            {string.Join('\n', output.Split('\n').TakeLast(LastLines))}
            """;
    }
}

/// <summary>An error or warning of a build.</summary>
public sealed record BuildError(string Code, string? File, int Line, int Column, string Message);
