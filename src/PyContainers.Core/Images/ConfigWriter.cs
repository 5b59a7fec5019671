using PyContainers.Core.Oci;

namespace PyContainers.Core.Images;

/// <summary>Changes a base image's config into that of the image made of it.</summary>
internal static class ConfigWriter
{
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>The config with what the settings ask for.</summary>
    /// <param name="image">The base image's config.</param>
    /// <param name="settings">What is added.</param>
    /// <param name="created">When the image is made, RFC 3339.</param>
    public static ImageConfig Apply(ImageConfig image, ImageSettings settings, string created)
    {
        var config = image.Edit();
        config.SetCreated(created);
        config.AddLayers(settings.Layers.Select(layer => (layer.Blob.DiffId, layer.CreatedBy)), created);
        // The SDK sets its own and would take the base's for the user's wish.
        config.RemoveWorkingDirectory();
        AddStart(config, settings);
        AddEnvironment(config, settings);
        if (settings.Labels.Count > 0)
            config.SetLabels(settings.Labels);
        return config.ToConfig();
    }

    private static void AddStart(ConfigEdit config, ImageSettings settings)
    {
        if (settings.Entrypoint.Count > 0)
            config.SetEntrypoint(settings.Entrypoint);
        if (settings.StopSignal.Length > 0)
            config.SetStopSignal(settings.StopSignal);
        if (settings.User.Length > 0)
            config.SetUser(settings.User);
        foreach (var port in settings.ExposedPorts)
            config.ExposePort(port);
    }

    private static void AddEnvironment(ConfigEdit config, ImageSettings settings)
    {
        if (settings.PathPrefix.Count > 0)
        {
            var rest = config.Variable("PATH") is { Length: > 0 } path ? path : UsualPath;
            config.SetVariable("PATH", string.Join(':', settings.PathPrefix.Append(rest)));
        }
        foreach (var (name, value) in settings.Environment)
            config.SetVariable(name, value);
    }
}
