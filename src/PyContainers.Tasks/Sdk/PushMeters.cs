using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;

namespace PyContainers.Tasks.Sdk;

/// <summary>Counters of what the SDK uploads, from the hand-off to the report of the same project.</summary>
internal static class PushMeters
{
    public static void Start(IBuildEngine4 engine, string registry, string repository, long sent) =>
        engine.RegisterTaskObject(
            Key(registry, repository),
            new PushMeter(registry, repository, sent),
            RegisteredTaskObjectLifetime.Build,
            allowEarlyCollection: false
        );

    /// <summary>The digests of what the registry said to have stored, so far.</summary>
    public static IReadOnlyCollection<string> Stored(IBuildEngine4 engine, string registry, string repository) =>
        engine.GetRegisteredTaskObject(Key(registry, repository), RegisteredTaskObjectLifetime.Build) is PushMeter meter
            ? meter.Stored
            : [];

    /// <summary>Ends a counter; null when the push was in another process.</summary>
    public static long? End(IBuildEngine4 engine, string registry, string repository)
    {
        if (
            engine.UnregisterTaskObject(Key(registry, repository), RegisteredTaskObjectLifetime.Build)
            is not PushMeter meter
        )
            return null;
        using (meter)
            return meter.BytesSent;
    }

    private static (string Name, string Registry, string Repository) Key(string registry, string repository) =>
        ("PyContainers.PushMeter", registry, repository);
}
