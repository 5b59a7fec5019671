using Microsoft.Build.Framework;
using PyContainers.Core.Destinations;

namespace PyContainers.Tasks.Sdk;

/// <summary>What is being read of destinations, from the stage that begins it to the one that needs it. MSBuild ends
/// what is left when a build ends early.</summary>
internal static class DestinationReads
{
    /// <summary>Keeps what is read until somebody takes it, or until the build ends.</summary>
    /// <param name="engine">The build.</param>
    /// <param name="project">Names the project in this build; its state's folder.</param>
    /// <param name="published">What is read.</param>
    public static void Keep(IBuildEngine4 engine, string project, PublishedImages published) =>
        engine.RegisterTaskObject(
            Key(project), published, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);

    /// <summary>What is read for a project; null when nobody began.</summary>
    /// <inheritdoc cref="Keep"/>
    public static PublishedImages? Find(IBuildEngine4 engine, string project) =>
        engine.GetRegisteredTaskObject(Key(project), RegisteredTaskObjectLifetime.Build) as PublishedImages;

    /// <summary>What is read for a project, for the caller to dispose; null when nobody began.</summary>
    /// <inheritdoc cref="Keep"/>
    public static PublishedImages? Take(IBuildEngine4 engine, string project) =>
        engine.UnregisterTaskObject(Key(project), RegisteredTaskObjectLifetime.Build) as PublishedImages;

    private static (string Name, string Project) Key(string project) => ("PyContainers.PublishedImages", project);
}
