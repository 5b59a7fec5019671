using System.Globalization;
using System.Text.Json.Nodes;

namespace PyContainers.Core.Oci;

/// <summary>A copy of an <see cref="ImageConfig"/> that is changed. What is not changed stays, in its place.</summary>
public sealed class ConfigEdit
{
    private readonly JsonObject _root;

    internal ConfigEdit(JsonObject root) => _root = root;

    private JsonObject Run => JsonEdit.Child(_root, "config");

    /// <summary>Says when the image was made.</summary>
    /// <param name="time">RFC 3339.</param>
    public void SetCreated(string time) => _root["created"] = time;

    /// <summary>Adds layers on top, with a line of history for each.</summary>
    /// <param name="layers">Digest of the uncompressed layer and what made it, bottom to top.</param>
    /// <param name="created">When they were made, RFC 3339.</param>
    public void AddLayers(IEnumerable<(string DiffId, string CreatedBy)> layers, string created)
    {
        var root = JsonEdit.Child(_root, "rootfs");
        root["type"] = "layers";
        var diffIds = JsonEdit.Array(root, "diff_ids");
        var history = JsonEdit.Array(_root, "history");

        // History is optional, but when there is one, tools match it with the layers one by one.
        for (var told = history.Count(IsLayer); told < diffIds.Count; told++)
            history.Add(new JsonObject { ["created"] = created, ["created_by"] = "layer of the base image" });

        foreach (var (diffId, createdBy) in layers)
        {
            diffIds.Add(diffId);
            history.Add(new JsonObject { ["created"] = created, ["created_by"] = createdBy });
        }
    }

    /// <summary>Leaves the working directory to the runtime.</summary>
    public void RemoveWorkingDirectory() => Run.Remove("WorkingDir");

    /// <summary>Sets the start command in exec form, and drops the arguments, which are another program's.</summary>
    public void SetEntrypoint(IEnumerable<string> arguments)
    {
        Run["Entrypoint"] = new JsonArray([.. arguments.Select(argument => (JsonNode)argument)]);
        Run.Remove("Cmd");
    }

    /// <summary>Sets the signal that stops it, unless one is there.</summary>
    public void SetStopSignal(string signal) => Run["StopSignal"] ??= signal;

    /// <summary>Sets who runs it.</summary>
    public void SetUser(string user) => Run["User"] = user;

    /// <summary>Says that it listens on a TCP port.</summary>
    public void ExposePort(int port)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{port}/tcp");
        JsonEdit.Child(Run, "ExposedPorts")[name] = new JsonObject();
    }

    /// <summary>The value of an environment variable, the last of several; null when there is none.</summary>
    public string? Variable(string name) =>
        Run["Env"] is JsonArray lines && lines.LastOrDefault(line => IsOf(line, name)) is { } line
            ? line.GetValue<string>()[(name.Length + 1)..]
            : null;

    /// <summary>Sets an environment variable in its place, or after the others. Of one that is there twice, where
    /// readers take the last, one is left.</summary>
    public void SetVariable(string name, string value)
    {
        var (lines, line) = (JsonEdit.Array(Run, "Env"), $"{name}={value}");
        var all = lines.Where(there => IsOf(there, name)).ToList();
        var at = all.Count > 0 ? lines.IndexOf(all[0]) : lines.Count;
        all.ForEach(there => lines.Remove(there));
        lines.Insert(at, line);
    }

    /// <summary>Sets labels; all are sorted by name then.</summary>
    public void SetLabels(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var all = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var (name, value) in JsonEdit.Child(Run, "Labels"))
            all[name] = value?.DeepClone();
        foreach (var (name, value) in labels)
            all[name] = value;
        Run["Labels"] = new JsonObject(all);
    }

    /// <summary>The config with the changes.</summary>
    public ImageConfig ToConfig() => ImageConfig.Parse(JsonEdit.Bytes(_root));

    private static bool IsLayer(JsonNode? line) =>
        line?["empty_layer"] is not JsonValue empty || !empty.TryGetValue<bool>(out var isEmpty) || !isEmpty;

    private static bool IsOf(JsonNode? line, string name) =>
        line is JsonValue value && value.TryGetValue<string>(out var text)
        && text.StartsWith(name + "=", StringComparison.Ordinal);
}
