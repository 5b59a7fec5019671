using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;

namespace PyContainers.Tasks.Sdk;

/// <summary>What is on its way to registries, from the stage that writes a platform's layers to the one that serves the
/// image. MSBuild ends what is left when a build ends early.</summary>
internal static class EarlyPushes
{
    /// <summary>Keeps it until somebody takes it, or until the build ends.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="project">Names the project in this build; its state's folder.</param>
    /// <param name="runtimeIdentifier">The platform.</param>
    /// <param name="uploads">What is on its way.</param>
    public static void Keep(IBuildEngine4 engine, string project, string runtimeIdentifier, EarlyUploads uploads) =>
        engine.RegisterTaskObject(
            Key(project, runtimeIdentifier), uploads, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);

    /// <summary>What is on its way for a platform, for the caller to dispose; null for nothing.</summary>
    /// <inheritdoc cref="Keep"/>
    public static EarlyUploads? Take(IBuildEngine4 engine, string project, string runtimeIdentifier) =>
        engine.UnregisterTaskObject(Key(project, runtimeIdentifier), RegisteredTaskObjectLifetime.Build)
            as EarlyUploads;

    private static (string Name, string Project, string RuntimeIdentifier) Key(
        string project, string runtimeIdentifier) => ("PyContainers.EarlyUploads", project, runtimeIdentifier);
}
