using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Stages;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks;

/// <summary>
/// Looks for an earlier image with the same dependencies, whose layers can be reused by digest: then nothing of them is
/// installed,
/// compiled, compressed or sent. Only for a build that has nothing of them itself, as on a fresh agent.
/// </summary>
public sealed class FindDependencies : SdkTask
{
    /// <summary><c>PyContainerCacheFrom</c>: <c>REGISTRY/REPOSITORY:TAG</c>, or <c>true</c> for what is to be replaced;
    /// empty where none is wanted.</summary>
    public string CacheFrom { get; set; } = "";

    /// <summary><c>ContainerRepository</c>.</summary>
    public string OutputRepository { get; set; } = "";

    /// <summary>The tags published under; the first one is what <c>true</c> means.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>Every setting with an influence on the dependencies, independent of the machine.</summary>
    public string Settings { get; set; } = "";

    /// <summary>Whether something of this build runs with the dependencies, so that they have to be installed in any
    /// case.</summary>
    public bool NeedsInstalled { get; set; }

    /// <inheritdoc/>
    protected override Task RunAsync()
    {
        var state = new BuildState(StateFolder);
        if (CacheFrom.Length == 0)
        {
            foreach (var runtimeIdentifier in RuntimeIdentifiers)
                AtomicFile.WriteIfDifferent(state.For(runtimeIdentifier).Found, "off\n");
            return Task.CompletedTask;
        }

        var (project, interpreter) = (ProjectInfo.Load(state.Project), Interpreter.Load(state.Interpreter));
        foreach (var runtimeIdentifier in RuntimeIdentifiers)
        {
            var platform = state.For(runtimeIdentifier);
            var key = DependencyKey.Of(
                Settings,
                project,
                interpreter,
                runtimeIdentifier,
                File.ReadAllText(platform.PythonPlatform)
            );
            var known = FoundDependencies.Load(platform.Found);
            var hasOwn =
                NeedsInstalled || known is not { Layers.Count: > 0 } && File.Exists(platform.DependenciesStamp);
            if (known?.Key == key && (hasOwn || !known.IsUnanswered))
                continue;
            (hasOwn ? new FoundDependencies(key, [], "", "", "") : Find(key, runtimeIdentifier)).Save(platform.Found);
        }

        return Task.CompletedTask;
    }

    private FoundDependencies Find(string key, string runtimeIdentifier)
    {
        var image = Image();
        var name = $"{image.Registry}/{image.Repository}:{image.Tag}";
        var result = Sdk().Read(image, runtimeIdentifier, Cancellation);
        if (result.Image is null && !result.IsMissing)
        {
            BuildLog.Warning(PublishErrors.CacheUnreadable(name, result.Reason));
            return new FoundDependencies(key, [], image.Registry, image.Repository, "") { IsUnanswered = true };
        }

        var layers = result.Image is { } earlier ? DependencyRecord.Find(earlier, key) : null;
        BuildLog.Step(layers is null
            ? $"no image with these dependencies was found at '{name}'"
            : $"reusing {layers.Count} layers of '{name}'");
        return new FoundDependencies(key, layers ?? [], image.Registry, image.Repository, result.Image?.Digest ?? "");
    }

    private SdkImageReference Image()
    {
        var text = string.Equals(CacheFrom, "true", StringComparison.OrdinalIgnoreCase)
            ? $"{OutputRegistry}/{OutputRepository}:{Tags.FirstOrDefault()}"
            : CacheFrom;
        return SdkImageReference.Parse(text)
            ?? throw ProjectErrors.InvalidProperty(
                "PyContainerCacheFrom",
                CacheFrom,
                "it must be REGISTRY/REPOSITORY:TAG, or 'true' if ContainerRegistry is set."
            );
    }
}
