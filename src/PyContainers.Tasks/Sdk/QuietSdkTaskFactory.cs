using System.Reflection;
using Microsoft.Build.Framework;

namespace PyContainers.Tasks.Sdk;

/// <summary>
/// Makes the SDK's own tasks that publish an image, with a console of a few lines: see <see cref="QuietSdkTask"/>. It
/// knows none of their parameters, so an SDK with others is as good.
/// </summary>
public sealed class QuietSdkTaskFactory : ITaskFactory
{
    private Type? _type;
    private string _projectFile = "";

    /// <inheritdoc/>
    public string FactoryName => nameof(QuietSdkTaskFactory);

    /// <inheritdoc/>
    public Type TaskType => _type!;

    /// <param name="taskName">Full name of the SDK's task.</param>
    /// <param name="parameterGroup">None.</param>
    /// <param name="taskBody">Full paths of the SDK's assembly and of the user's project file, a line each.</param>
    /// <param name="taskFactoryLoggingHost">Not used: what fails here throws.</param>
    /// <inheritdoc/>
    public bool Initialize(
        string taskName,
        IDictionary<string, TaskPropertyInfo> parameterGroup,
        string taskBody,
        IBuildEngine taskFactoryLoggingHost)
    {
        var lines = taskBody.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _type = SdkTaskType.Find(lines[0], taskName);
        _projectFile = lines.ElementAtOrDefault(1) ?? "";
        return true;
    }

    /// <inheritdoc/>
    public TaskPropertyInfo[] GetTaskParameters() =>
    [
        .. from property in _type!.GetProperties()
           where property.DeclaringType!.Assembly == _type.Assembly && property.CanWrite
           select new TaskPropertyInfo(
               property.Name, property.PropertyType,
               property.IsDefined(typeof(OutputAttribute)), property.IsDefined(typeof(RequiredAttribute))),
    ];

    /// <inheritdoc/>
    public ITask CreateTask(IBuildEngine taskFactoryLoggingHost) =>
        new QuietSdkTask((ITask)Activator.CreateInstance(_type!)!, _projectFile);

    /// <inheritdoc/>
    public void CleanupTask(ITask task) => ((QuietSdkTask)task).Dispose();
}
