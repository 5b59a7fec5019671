using System.Globalization;
using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Images;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Oci;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Stages;

/// <summary>Composes "real base + our layers" for one platform.</summary>
/// <param name="state">The build's state.</param>
/// <param name="options">What the user says.</param>
public sealed class ComposeImageStage(BuildState state, ComposeImageOptions options)
{
    private readonly PlatformState _platform = state.For(options.RuntimeIdentifier);

    /// <summary>Writes down manifest, config and the hash of what they are made from.</summary>
    public void Run()
    {
        var image = OciImage.Load(_platform.Base);
        var layers = _platform.ReadLayers();
        var settings = Settings(image, layers);
        if (_platform.Found.TryRead() is { } found && options.GenerateLabels)
            settings = WithLabel(
                settings, DependencyRecord.Label, DependencyRecord.Of(found.Key, layers.Layers).ToLabel());
        var composed = ImageComposer.Compose(image, settings);
        var inputs = InputHash.Of(composed, options.SdkSettings, options.PublishFolder);
        if (options.GenerateLabels)
            composed = ImageComposer.Compose(image, WithLabel(settings, InputHash.Label, inputs));
        composed.Manifest.Save(_platform.Manifest);
        composed.Config.Save(_platform.Config);
        AtomicFile.WriteIfDifferent(_platform.Inputs, inputs);
    }

    private static ImageSettings WithLabel(ImageSettings settings, string name, string value) =>
        settings with { Labels = [.. settings.Labels, new(name, value)] };

    private ImageSettings Settings(OciImage image, WrittenLayers layers)
    {
        var start = _platform.Start.Read();
        var bin = options.EnvironmentPath + "/bin";
        return new ImageSettings
        {
            Layers = [.. layers.Layers.Select(layer => new ImageLayer(layer.Blob, $"PyContainers: {layer.Name}"))],
            PathPrefix = layers.Layers.Any(layer => layer.Kind == LayerKind.Tools) ? [bin, ToolsLayer.Bin] : [bin],
            Environment = [.. Environment(start), .. options.EnvironmentVariables],
            Labels = [.. Generated(image, layers), .. Health(), .. options.Labels],
            StopSignal = start.StopSignal ?? "",
            Entrypoint = options.SetEntrypoint ? start.Arguments : [],
            ExposedPorts =
            [
                .. new[] { options.HasPorts ? null : start.Port, options.SetEntrypoint ? start.DebugPort : null }
                    .OfType<int>(),
            ],
            User = options.User,
            Created = LayerTime.Default,
        };
    }

    private IEnumerable<KeyValuePair<string, string>> Environment(StartCommand start)
    {
        yield return new("VIRTUAL_ENV", options.EnvironmentPath);
        yield return new("PYTHONUNBUFFERED", "1");
        yield return new("PYTHONDONTWRITEBYTECODE", "1");
        // Where pythonnet looks for the library; the rest it finds by PATH, as Python itself does.
        if (options.EmbeddedInterpreter.Length > 0)
            yield return new(
                "PYTHONNET_PYDLL",
                SharedLibrary.In(options.EmbeddedInterpreter, state.Interpreter.Read().MinorVersion));
        if (start.Port is { } port)
            yield return new("PORT", port.ToString(CultureInfo.InvariantCulture));
        foreach (var variable in start.Variables ?? [])
            yield return variable;
        if (File.ReadAllText(_platform.CertificateBundle) is { Length: > 0 } bundle)
            yield return new("SSL_CERT_FILE", bundle);
    }

    private IEnumerable<KeyValuePair<string, string>> Generated(OciImage image, WrittenLayers layers)
    {
        if (!options.GenerateLabels)
            return [];
        var project = options.DescribeProject ? state.Project.Read() : null;
        return ImageLabels.Of(Describe(project, layers), options.BaseImage, image.Digest, options.Revision);
    }

    private static ImageDescription Describe(ProjectInfo? project, WrittenLayers layers)
    {
        var said = project?.Description;
        return new(project?.Name, Version(project, layers), said?.Summary, said?.License, said?.Url, said?.Source);
    }

    // A version that the build backend computes is known only now.
    private static string? Version(ProjectInfo? project, WrittenLayers layers) =>
        project is null ? null : project.Version ?? layers.VersionOf(PackageName.Normalise(project.Name));

    // Asked for by the user, so it does not count as generated.
    private IEnumerable<KeyValuePair<string, string>> Health() => options.HealthCommand.Count > 0
        ? [new(ImageLabels.Health, ImageLabels.Json(options.HealthCommand))]
        : [];
}
