using Microsoft.Build.Framework;
using PyContainers.Core.Loopback;

namespace PyContainers.Tasks.Sdk;

/// <summary>The loopback registry of a build node: one for all projects in it, ended by MSBuild with the
/// build.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private static readonly Lock s_gate = new();

    private LoopbackServer()
    {
    }

    public LoopbackRegistry Registry { get; } = new(new BlobStore());

    // A node can have loaded two versions of this assembly, each with types of its own.
    private static (string Name, Guid Version) Key =>
        ("PyContainers.Loopback", typeof(LoopbackServer).Module.ModuleVersionId);

    /// <summary>The node's server, or null when nobody has asked for one.</summary>
    public static LoopbackServer? Running(IBuildEngine4 engine) =>
        engine.GetRegisteredTaskObject(Key, RegisteredTaskObjectLifetime.Build) as LoopbackServer;

    /// <summary>The node's server, started by the first who asks.</summary>
    public static LoopbackServer ForBuild(IBuildEngine4 engine)
    {
        lock (s_gate)
        {
            if (Running(engine) is { } running)
                return running;
            var server = new LoopbackServer();
            engine.RegisterTaskObject(Key, server, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return server;
        }
    }

    public void Dispose() => Registry.Dispose();
}
