using System.Collections;
using System.Collections.Concurrent;
using Microsoft.Build.Framework;

namespace PyContainers.Testing;

/// <summary>A build engine that keeps what tasks log and register.</summary>
public sealed class RecordingBuildEngine : IBuildEngine4, IDisposable
{
    private readonly ConcurrentDictionary<object, object> _objects = new();
    private readonly ConcurrentQueue<BuildEventArgs> _events = new();

    public IReadOnlyList<BuildErrorEventArgs> Errors => [.. _events.OfType<BuildErrorEventArgs>()];

    public IReadOnlyList<BuildWarningEventArgs> Warnings => [.. _events.OfType<BuildWarningEventArgs>()];

    public IReadOnlyList<BuildMessageEventArgs> Messages => [.. _events.OfType<BuildMessageEventArgs>()];

    /// <summary>Everything that was logged, as text.</summary>
    public IReadOnlyList<string> Lines => [.. _events.Select(e => e.Message ?? "")];

    /// <summary>The only error; throws with everything that was logged when there is none or more than one.</summary>
    public BuildErrorEventArgs OnlyError =>
        Errors is [var only]
            ? only
            : throw new InvalidOperationException($"{Errors.Count} errors:\n{string.Join('\n', Lines)}");

    public bool IsRunningMultipleNodes => false;
    public bool ContinueOnError => false;
    public int LineNumberOfTaskNode => 0;
    public int ColumnNumberOfTaskNode => 0;
    public string ProjectFileOfTaskNode => "test.proj";

    public void LogErrorEvent(BuildErrorEventArgs e) => _events.Enqueue(e);

    public void LogWarningEvent(BuildWarningEventArgs e) => _events.Enqueue(e);

    public void LogMessageEvent(BuildMessageEventArgs e) => _events.Enqueue(e);

    public void LogCustomEvent(CustomBuildEventArgs e) => _events.Enqueue(e);

    public object? GetRegisteredTaskObject(object key, RegisteredTaskObjectLifetime lifetime) =>
        _objects.GetValueOrDefault(key);

    public void RegisterTaskObject(
        object key,
        object obj,
        RegisteredTaskObjectLifetime lifetime,
        bool allowEarlyCollection
    ) => _objects[key] = obj;

    public object? UnregisterTaskObject(object key, RegisteredTaskObjectLifetime lifetime) =>
        _objects.TryRemove(key, out var removed) ? removed : null;

    public void Yield() { }

    public void Reacquire() { }

    public bool BuildProjectFile(
        string projectFileName,
        string[] targetNames,
        IDictionary globalProperties,
        IDictionary targetOutputs
    ) => throw new NotSupportedException();

    public bool BuildProjectFile(
        string projectFileName,
        string[] targetNames,
        IDictionary globalProperties,
        IDictionary targetOutputs,
        string toolsVersion
    ) => throw new NotSupportedException();

    public bool BuildProjectFilesInParallel(
        string[] projectFileNames,
        string[] targetNames,
        IDictionary[] globalProperties,
        IDictionary[] targetOutputsPerProject,
        string[] toolsVersion,
        bool useResultsCache,
        bool unloadProjectsOnCompletion
    ) => throw new NotSupportedException();

    public BuildEngineResult BuildProjectFilesInParallel(
        string[] projectFileNames,
        string[] targetNames,
        IDictionary[] globalProperties,
        IList<string>[] removeGlobalProperties,
        string[] toolsVersion,
        bool returnTargetOutputs
    ) => throw new NotSupportedException();

    /// <summary>Ends what tasks registered, as MSBuild does at the end of a build.</summary>
    public void Dispose()
    {
        foreach (var registered in _objects.Values.OfType<IDisposable>())
            registered.Dispose();
    }
}
