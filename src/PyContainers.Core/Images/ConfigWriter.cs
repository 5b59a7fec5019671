using System.Text.Json.Nodes;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Images;

/// <summary>Changes a base image's config into that of the image made of it.</summary>
internal static class ConfigWriter
{
    private const string UsualPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Adds what the settings ask for.</summary>
    public static void Apply(JsonObject config, ImageSettings settings, string created)
    {
        config["created"] = created;
        AddLayers(config, settings.Layers, created);

        var run = ImageJson.Child(config, "config");
        // The SDK sets its own and would take the base's for the user's wish.
        run.Remove("WorkingDir");
        AddStart(run, settings);
        AddEnvironment(run, settings);
        AddLabels(run, settings.Labels);
    }

    private static void AddLayers(JsonObject config, IReadOnlyList<ImageLayer> layers, string created)
    {
        var root = ImageJson.Child(config, "rootfs");
        root["type"] = "layers";
        var diffIds = ImageJson.Array(root, "diff_ids");
        var history = ImageJson.Array(config, "history");

        // History is optional, but when there is one, tools match it with the layers one by one.
        for (var told = history.Count(IsLayer); told < diffIds.Count; told++)
            history.Add(new JsonObject { ["created"] = created, ["created_by"] = "layer of the base image" });

        foreach (var layer in layers)
        {
            diffIds.Add(layer.Blob.DiffId);
            history.Add(new JsonObject { ["created"] = created, ["created_by"] = layer.CreatedBy });
        }
    }

    private static bool IsLayer(JsonNode? line) => line?["empty_layer"] is not JsonValue empty || !empty.TryGetValue<bool>(out var isEmpty) || !isEmpty;

    private static void AddStart(JsonObject run, ImageSettings settings)
    {
        if (settings.Entrypoint.Count > 0)
        {
            run["Entrypoint"] = new JsonArray([.. settings.Entrypoint.Select(argument => (JsonNode)argument)]);
            run.Remove("Cmd"); // the arguments of another program
        }
        if (settings.User.Length > 0)
            run["User"] = settings.User;
        foreach (var port in settings.ExposedPorts)
            ImageJson.Child(run, "ExposedPorts")[string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{port}/tcp")] = new JsonObject();
    }

    private static void AddEnvironment(JsonObject run, ImageSettings settings)
    {
        if (settings.PathPrefix.Count == 0 && settings.Environment.Count == 0)
            return;

        var lines = ImageJson.Array(run, "Env");
        if (settings.PathPrefix.Count > 0)
        {
            var at = IndexOf(lines, "PATH");
            var rest = at < 0 ? "" : ((string)lines[at]!)["PATH=".Length..];
            Set(lines, "PATH", string.Join(':', settings.PathPrefix.Append(rest.Length > 0 ? rest : UsualPath)));
        }
        foreach (var (name, value) in settings.Environment)
            Set(lines, name, value);
    }

    private static void Set(JsonArray lines, string name, string value)
    {
        var line = $"{name}={value}";
        if (IndexOf(lines, name) is var at and >= 0)
            lines[at] = line;
        else
            lines.Add(line);
    }

    private static int IndexOf(JsonArray lines, string name)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is JsonValue value && value.TryGetValue<string>(out var line) && line.StartsWith(name + "=", StringComparison.Ordinal))
                return i;
        }
        return -1;
    }

    private static void AddLabels(JsonObject run, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        if (labels.Count == 0)
            return;

        var all = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in ImageJson.Child(run, "Labels"))
            all[name] = value?.DeepClone();
        foreach (var (name, value) in labels)
            all[name] = value;
        run["Labels"] = new JsonObject(all);
    }
}
