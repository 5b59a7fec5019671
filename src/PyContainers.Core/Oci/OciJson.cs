using System.Text.Json;

namespace PyContainers.Core.Oci;

/// <summary>Reads JSON that others wrote: what is missing or of another kind is absent, never an exception.</summary>
internal static class OciJson
{
    /// <summary>Parses an object.</summary>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone()
            : throw new JsonException("An object was expected.");
    }

    /// <summary>A property's text.</summary>
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The objects of a property that is an array.</summary>
    public static IReadOnlyList<JsonElement>? Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)]
            : null;

    /// <summary>A descriptor; without a digest it names nothing that exists.</summary>
    public static Descriptor Descriptor(JsonElement element)
    {
        var size = element.TryGetProperty("size", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : -1;
        return new Descriptor(Text(element, "mediaType") ?? "", Text(element, "digest") ?? "", size);
    }

    /// <summary>An object's <c>os</c> and <c>architecture</c>, as <c>linux/amd64</c>.</summary>
    public static string Platform(JsonElement element) => $"{Text(element, "os") ?? "unknown"}/{Text(element, "architecture") ?? "unknown"}";
}
