using Microsoft.Build.Framework;
using PyContainers.Core.Loopback;

namespace PyContainers.Tasks.Sdk;

/// <summary>The loopback registry of a build node: one for all projects in it, ended by MSBuild with the build.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private static readonly Lock s_gate = new();

    private LoopbackServer() => Registry = new LoopbackRegistry(Store);

    public BlobStore Store { get; } = new();

    public LoopbackRegistry Registry { get; }

    /// <summary>The node's server, started by the first who asks.</summary>
    public static LoopbackServer ForBuild(IBuildEngine4 engine)
    {
        // A node can have loaded two versions of this assembly, each with types of its own.
        var key = ("PyContainers.Loopback", typeof(LoopbackServer).Module.ModuleVersionId);
        lock (s_gate)
        {
            if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is LoopbackServer running)
                return running;
            var server = new LoopbackServer();
            engine.RegisterTaskObject(key, server, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
            return server;
        }
    }

    public void Dispose() => Registry.Dispose();
}
