using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks.Sdk;

/// <summary>
/// A task of the SDK's whose messages are shown at normal verbosity instead of always: a push tells two lines about
/// each layer, with the name of a targets file in front. Warnings and errors stay as they are, and what it throws is
/// an error instead of a stack trace.
/// </summary>
/// <param name="task">The SDK's task.</param>
public sealed class QuietSdkTask(ITask task) : IGeneratedTask, ICancelableTask, IDisposable
{
    private IBuildEngine? _engine;

    /// <inheritdoc/>
    public IBuildEngine BuildEngine
    {
        get => _engine!;
        set => (_engine, task.BuildEngine) = (value, QuietEngine.Over(value));
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
        try
        {
            return task.Execute();
        }
        catch (OperationCanceledException)
        {
            return false; // MSBuild says that the build was cancelled
        }
#pragma warning disable CA1031 // MSBuild would print the stack as twenty errors
        catch (Exception e)
#pragma warning restore CA1031
        {
            var log = new TaskLoggingHelper(this);
            var error = PublishErrors.SdkFailed(task.GetType().Name, SecretMask.Apply(e.GetBaseException().Message));
            log.LogError(null, error.Code, null, null, null, 0, 0, 0, 0, "{0}", error.Message);
            log.LogMessage(MessageImportance.Low, "{0}", SecretMask.Apply(e.ToString()));
            return false;
        }
    }

    /// <inheritdoc/>
    public void Cancel() => (task as ICancelableTask)?.Cancel();

    /// <inheritdoc/>
    public void Dispose() => (task as IDisposable)?.Dispose();
}
