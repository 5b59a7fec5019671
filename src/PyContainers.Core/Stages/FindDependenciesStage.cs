using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Fleet;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Stages;

/// <summary>Where an earlier image may be, and what decides whether its dependencies are these.</summary>
public sealed record FindDependenciesOptions
{
    /// <summary>The image's platforms, ex: <c>linux-x64</c>.</summary>
    public required IReadOnlyList<string> RuntimeIdentifiers { get; init; }

    /// <summary><c>PyContainerCacheFrom</c>: <c>REGISTRY/REPOSITORY:TAG</c>, or <c>true</c> for what is to be replaced;
    /// empty where none is wanted.</summary>
    public string CacheFrom { get; init; } = "";

    /// <summary>The registry that is published to.</summary>
    public string OutputRegistry { get; init; } = "";

    /// <summary>The repository that is published to.</summary>
    public string OutputRepository { get; init; } = "";

    /// <summary>The tags published under; the first one is what <c>true</c> means.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Every setting with an influence on the dependencies, independent of the machine.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Where interpreter and environment lie in the image.</summary>
    public ImagePaths Paths { get; init; } = new();

    /// <summary>Whether this build uses the fleet's cache, so that the key of its dependencies is wanted.</summary>
    public bool HasFleet { get; init; }

    /// <summary>Whether something of this build runs with the dependencies, so that they have to be installed in any
    /// case.</summary>
    public bool NeedsInstalled { get; init; }
}

/// <summary>
/// Looks for an earlier image, or an entry of the fleet's cache, with the same dependencies, whose layers can be reused
/// by digest: then nothing of them is installed, compiled, compressed or sent. Only for a build that has nothing of
/// them itself, as on a fresh agent.
/// </summary>
/// <param name="state">The build's state.</param>
/// <param name="options">Where to look.</param>
/// <param name="read">Reads the earlier image.</param>
/// <param name="fleet">The fleet's cache; null for none, and for a build that publishes nothing.</param>
/// <param name="log">Gets what was found.</param>
public sealed class FindDependenciesStage(
    BuildState state, FindDependenciesOptions options, ReadImage read, FleetLayers? fleet, ILog log)
{
    /// <summary>Writes down what is found, for each platform.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="PyContainersException">PYC2014 for a place that is none.</exception>
    public void Run(CancellationToken cancellation)
    {
        if (options.CacheFrom.Length == 0 && !options.HasFleet)
        {
            foreach (var runtimeIdentifier in options.RuntimeIdentifiers)
                AtomicFile.WriteIfDifferent(state.For(runtimeIdentifier).Found.Path, "off\n");
            return;
        }

        var (project, interpreter) = (state.Project.Read(), state.Interpreter.Read());
        foreach (var runtimeIdentifier in options.RuntimeIdentifiers)
        {
            var platform = state.For(runtimeIdentifier);
            var key = DependencyKey.Of(
                options.Settings, project, interpreter, runtimeIdentifier, File.ReadAllText(platform.PythonPlatform),
                Around(platform));
            var known = platform.Found.TryRead();
            var hasOwn = options.NeedsInstalled
                || known is not { Layers.Count: > 0 } && File.Exists(platform.DependenciesStamp);
            if (known?.Key == key && (hasOwn ? known.Layers.Count == 0 : !known.IsUnanswered))
                continue;
            platform.Found.Write(hasOwn
                ? new FoundDependencies(key, [], "", "", "")
                : Find(key, runtimeIdentifier, cancellation));
        }
    }

    private string Around(PlatformState platform)
    {
        var tree = platform.BaseTree.TryRead() ?? BaseTree.Empty;
        return $"{tree.Around(options.Paths.Interpreter)}\n{tree.Around(options.Paths.Environment)}";
    }

    private FoundDependencies Find(string key, string runtimeIdentifier, CancellationToken cancellation)
    {
        var found = options.CacheFrom.Length > 0
            ? InImage(key, runtimeIdentifier, cancellation)
            : new FoundDependencies(key, [], "", "", "");
        if (found.Layers.Count > 0
            || fleet?.DependenciesAsync(key, cancellation).GetAwaiter().GetResult() is not { } entry)
            return found;
        log.Step($"reusing {entry.Layers.Count} layers of '{fleet.Place}'");
        return new FoundDependencies(key, entry.Layers, fleet.Place.Registry, fleet.Place.Repository, "");
    }

    private FoundDependencies InImage(string key, string runtimeIdentifier, CancellationToken cancellation)
    {
        var image = Image();
        var name = $"{image.Registry}/{image.Repository}:{image.Tag}";
        var answer = read(image, runtimeIdentifier, cancellation);
        if (answer.Image is null && !answer.IsMissing)
        {
            log.Warning(PublishErrors.CacheUnreadable(name, answer.Reason));
            return new FoundDependencies(key, [], image.Registry, image.Repository, "") { IsUnanswered = true };
        }

        var layers = answer.Image is { } earlier ? DependencyRecord.Find(earlier, key) : null;
        log.Step(layers is null
            ? $"no image with these dependencies was found at '{name}'"
            : $"reusing {layers.Count} layers of '{name}'");
        return new FoundDependencies(key, layers ?? [], image.Registry, image.Repository, answer.Image?.Digest ?? "");
    }

    private ImageReference Image()
    {
        var text = string.Equals(options.CacheFrom, "true", StringComparison.OrdinalIgnoreCase)
            ? $"{options.OutputRegistry}/{options.OutputRepository}:{(options.Tags is [var tag, ..] ? tag : "")}"
            : options.CacheFrom;
        return ImageReference.Parse(text)
            ?? throw ProjectErrors.InvalidProperty(
                "PyContainerCacheFrom", options.CacheFrom,
                "it must be REGISTRY/REPOSITORY:TAG, or 'true' if ContainerRegistry is set.");
    }
}
