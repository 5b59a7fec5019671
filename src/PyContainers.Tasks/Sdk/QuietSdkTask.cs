using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks.Sdk;

/// <summary>
/// A task of the SDK's whose messages are shown at normal verbosity instead of always: a push tells two lines about
/// each layer, with the name of a targets file in front. A failure of the registry that is pushed to becomes one error
/// that says what to do; other errors stay as they are, without the stack.
/// </summary>
/// <param name="task">The SDK's task.</param>
/// <param name="projectFile">Full path of the user's project file, where messages point.</param>
public sealed class QuietSdkTask(ITask task, string projectFile) : IGeneratedTask, ICancelableTask, IDisposable
{
    private IBuildEngine? _engine;
    private QuietEngine? _quiet;

    /// <inheritdoc/>
    public IBuildEngine BuildEngine
    {
        get => _engine!;
        set
        {
            _engine = value;
            task.BuildEngine = QuietEngine.Over(value);
            _quiet = (QuietEngine)(object)task.BuildEngine;
        }
    }

    /// <inheritdoc/>
    public ITaskHost HostObject
    {
        get => task.HostObject;
        set => task.HostObject = value;
    }

    /// <inheritdoc/>
    public object? GetPropertyValue(TaskPropertyInfo property) =>
        task.GetType().GetProperty(property.Name)!.GetValue(task);

    /// <inheritdoc/>
    public void SetPropertyValue(TaskPropertyInfo property, object value) =>
        task.GetType().GetProperty(property.Name)!.SetValue(task, value);

    /// <inheritdoc/>
    public bool Execute()
    {
        var log = new TaskLoggingHelper(this);
        try
        {
            var succeeded = task.Execute();
            Report(log, _quiet!.TakeErrors());
            return succeeded;
        }
        catch (OperationCanceledException)
        {
            return false; // MSBuild says that the build was cancelled
        }
#pragma warning disable CA1031 // MSBuild would print the stack as twenty errors
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(log, _quiet!.TakeErrors());
            var reason = e.GetBaseException().Message;
            Error(log, Failure([reason], e.ToString()) ?? PublishErrors.SdkFailed(task.GetType().Name, reason));
            log.LogMessage(MessageImportance.Low, "{0}", PrintedText.Of(e.ToString()));
            return false;
        }
    }

    /// <inheritdoc/>
    public void Cancel() => (task as ICancelableTask)?.Cancel();

    /// <inheritdoc/>
    public void Dispose() => (task as IDisposable)?.Dispose();

    private void Report(TaskLoggingHelper log, IReadOnlyList<BuildErrorEventArgs> errors)
    {
        if (errors.Count == 0)
            return;
        string[] texts = [.. errors.Select(error => error.Code is { Length: > 0 } code
            ? $"{code}: {error.Message}"
            : error.Message ?? "")];
        var failure = Failure(texts, _quiet!.Details);
        if (failure is not null)
            Error(log, failure);
        foreach (var (error, text) in errors.Zip(texts))
        {
            if (failure is not null || PushFailure.IsOfStack(text))
                log.LogMessage(MessageImportance.Low, "{0}", PrintedText.Of(text));
            else
            {
                log.LogError(
                    error.Subcategory, error.Code, error.HelpKeyword, error.File, error.LineNumber, error.ColumnNumber,
                    error.EndLineNumber, error.EndColumnNumber, "{0}", PrintedText.Of(error.Message ?? ""));
            }
        }
    }

    private Diagnostic? Failure(IReadOnlyList<string> errors, string details) =>
        Text("OutputRegistry") is { Length: > 0 } registry
            ? PushFailure.Read(
                new PushTarget(registry, Text("Repository"), Text("ImageFormat") is not "Docker"), errors, details)
            : null;

    // Its parameters are the SDK's own; one that it has no more is as good as empty.
    private string Text(string property) => task.GetType().GetProperty(property)?.GetValue(task) as string ?? "";

    private void Error(TaskLoggingHelper log, Diagnostic error) => log.LogError(
        null, error.Code, error.Code, HelpPage.Of(error.Code), projectFile, 0, 0, 0, 0,
        "{0}", PrintedText.Of(error.Message));
}
