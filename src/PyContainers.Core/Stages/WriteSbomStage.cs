using System.Globalization;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Fleet;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Stages;

/// <summary>What the bill of materials says about the image as a whole.</summary>
/// <param name="RuntimeIdentifier">The image's platform, ex: <c>linux-x64</c>.</param>
/// <param name="BaseImage">The base's name.</param>
public sealed record WriteSbomOptions(string RuntimeIdentifier, string BaseImage);

/// <summary>Writes the bill of materials of one platform's image.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What it says about the image.</param>
/// <param name="fleet">Opens the fleet's cache that a layer was taken from.</param>
/// <param name="log">Told about layers that nothing is known of.</param>
public sealed class WriteSbomStage(
    BuildState state, WriteSbomOptions options, Func<FleetPlace, FleetLayers> fleet, ILog log)
{
    private readonly PlatformState _platform = state.For(options.RuntimeIdentifier);

    /// <summary>Writes it.</summary>
    /// <param name="cancellation">Ends the reading of layers.</param>
    public void Run(CancellationToken cancellation)
    {
        var layers = _platform.ReadLayers().Layers;
        var fragments = new FragmentCache(state.UserLayers());
        var read = new LayerFragment?[layers.Count];
        Parallel.For(0, layers.Count, new ParallelOptions { CancellationToken = cancellation },
            at => read[at] = Fragment(fragments, layers[at], cancellation));
        var unread = layers.Where((_, at) => read[at] is null).Select(layer => layer.Name).ToList();
        if (unread.Count > 0)
            log.Warning(SbomErrors.UnreadLayers(unread));

        var document = new SbomWriter(Input([.. layers.Select((layer, at) => (layer, read[at]))])).Write();
        var bytes = document.ToBytes();
        AtomicFile.Write(_platform.Sbom, stream => stream.Write(bytes));
        log.Step(string.Create(CultureInfo.InvariantCulture,
            $"the bill of materials has {document.Components.Count} components, {bytes.Length / 1e3:0} kB"));
    }

    // Of a layer that was taken from the fleet's cache, that has it too.
    private LayerFragment? Fragment(FragmentCache fragments, WrittenLayer layer, CancellationToken cancellation)
    {
        if (fragments.Of(layer.Blob, cancellation) is { } known)
            return known;
        return layer.Fragment is { } fragment && FleetPlace.Parse(layer.From) is { } place
            && fleet(place).DownloadAsync(fragment.Digest, fragments.FileOf(layer.Blob), cancellation)
                .GetAwaiter().GetResult()
                ? fragments.Of(layer.Blob, cancellation)
                : null;
    }

    private SbomInput Input(IReadOnlyList<(WrittenLayer Layer, LayerFragment? Fragment)> layers)
    {
        var (project, interpreter) = (state.Project.Read(), state.Interpreter.Read());
        var name = PackageName.Normalise(project.Name);
        return new SbomInput
        {
            RuntimeIdentifier = options.RuntimeIdentifier,
            Inputs = File.ReadAllText(_platform.Inputs).Trim(),
            Project = name,
            Version = project.Version ?? new WrittenLayers([.. layers.Select(one => one.Layer)]).VersionOf(name),
            Local = project.LocalNames(),
            Layers = layers,
            Python = interpreter.Version,
            PythonArchive = interpreter.Archives.GetValueOrDefault(options.RuntimeIdentifier)?.Digest,
            Base = options.BaseImage,
            BaseDigest = OciImage.Load(_platform.Base).Digest,
            BasePackages = BaseComponents.Of(_platform.BasePackages.Read()),
            Locked = LockedDistributions.Of(project),
        };
    }
}
