using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Build.Framework;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace PyContainers.Tasks;

/// <summary>
/// What all tasks share: a failure of the user's becomes one coded error, a bug of ours asks to be reported, and
/// cancelling ends the work
/// without an error of its own.
/// </summary>
public abstract class PyContainerTask : MSBuildTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>Full path of the user's project file: where messages point that are about no other file.</summary>
    public string ProjectFile { get; set; } = "";

    /// <summary>Ended when the build is cancelled.</summary>
    protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Core's view of the build log.</summary>
    protected ILog BuildLog => new TaskLog(Log, ProjectFile);

    /// <summary>Properties given from outside the project: on the command line, or by a project that builds this
    /// one.</summary>
    private protected IReadOnlyDictionary<string, string> GlobalProperties =>
        (BuildEngine as IBuildEngine6)?.GetGlobalProperties() ?? ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What the task does, for the line that says how long it took; null for one that takes no time.</summary>
    protected virtual string? Stage => null;

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        try
        {
            var watch = Stopwatch.StartNew();
            RunAsync().GetAwaiter().GetResult();
            if (Stage is { } stage)
                BuildLog.Step(
                    string.Create(CultureInfo.InvariantCulture, $"{stage} took {watch.Elapsed.TotalSeconds:0.00} s")
                );
        }
        catch (PyContainersException e)
        {
            LogError(e.Diagnostic);
            if (e.InnerException is { } inner)
                LogStack(inner);
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            return false; // MSBuild says that the build was cancelled
        }
        catch (SpecialFileException e)
        {
            LogError(FileErrors.Special(e.Path, e.Kind));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogError(BuildErrors.FileSystem(e.Message));
            LogStack(e);
        }
#pragma warning disable CA1031 // the boundary: a stack trace as MSB4018 helps nobody
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogError(BuildErrors.Bug(GetType().Name, e));
            LogStack(e);
        }

        return !Log.HasLoggedErrors;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The task's work; what it throws becomes an error.</summary>
    protected abstract Task RunAsync();

    /// <summary>Logs an error; the task fails.</summary>
    private protected void LogError(Diagnostic diagnostic)
    {
        var error = ErrorPlace.In(diagnostic, ProjectFile);
        Log.LogError(
            null,
            error.Code,
            error.Code,
            HelpPage.Of(error.Code),
            error.File,
            error.Line,
            error.Column,
            0,
            0,
            "{0}",
            PrintedText.Of(error.Message)
        );
    }

    private void LogStack(Exception e) => Log.LogMessage(MessageImportance.Low, "{0}", PrintedText.Of(e.ToString()));
}
