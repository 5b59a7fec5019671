using System.Text.Json;

namespace PyContainers.Core.Oci;

/// <summary>Reads JSON that others wrote. What is missing or of another kind is absent; layers must be whole.</summary>
internal static class OciJson
{
    // A name that is there twice is read as one value by us and perhaps as the other by a container engine.
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>Parses an object.</summary>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    public static JsonElement Parse(byte[] bytes) =>
        ParseAny(bytes) is { ValueKind: JsonValueKind.Object } root
            ? root
            : throw new JsonException("it is not valid JSON: an object was expected");

    /// <summary>Parses a value of any kind.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonElement ParseAny(byte[] bytes)
    {
        try
        {
            ReadTexts(bytes);
            using var document = JsonDocument.Parse(bytes, s_strict);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new JsonException($"it is not valid JSON: {e.Message.TrimEnd('.')}", e);
        }
    }

    // JSON's own parser leaves text that is no Unicode for whoever reads it first.
    private static void ReadTexts(byte[] bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        }
    }

    /// <summary>A property's text.</summary>
    public static string? Text(JsonElement element, string name) =>
        Value(element, name, JsonValueKind.String)?.GetString();

    /// <summary>A property that is an object.</summary>
    public static JsonElement? Child(JsonElement element, string name) => Value(element, name, JsonValueKind.Object);

    /// <summary>The values of a property that is an array; none when it is not.</summary>
    public static IEnumerable<JsonElement> Array(JsonElement element, string name) =>
        Value(element, name, JsonValueKind.Array) is { } array ? array.EnumerateArray() : [];

    /// <summary>The texts of a property that is an array.</summary>
    public static IEnumerable<string> Texts(JsonElement element, string name) =>
        Array(element, name).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!);

    /// <summary>The objects of a property that is an array; null when it is not.</summary>
    public static IEnumerable<JsonElement>? Items(JsonElement element, string name) =>
        Value(element, name, JsonValueKind.Array)?.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.Object);

    /// <summary>A descriptor; without a digest it names nothing that exists.</summary>
    public static Descriptor Descriptor(JsonElement element) =>
        new(Text(element, "mediaType") ?? "", Text(element, "digest") ?? "", Number(element, "size") ?? -1,
            Child(element, "platform") is { } platform ? Platform(platform) : null);

    /// <summary>A layer's descriptor: an image must not lose a layer because nobody could read what names it.</summary>
    /// <exception cref="JsonException">It is none, or lacks one of its members.</exception>
    public static Descriptor WholeDescriptor(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && Descriptor(element) is { MediaType.Length: > 0, Digest.Length: > 0, Size: >= 0 } whole
            ? whole
            : throw new JsonException("one of its layers has no mediaType, digest or size");

    /// <summary>A layer's digest in a config.</summary>
    /// <exception cref="JsonException">It is no text.</exception>
    public static string DiffId(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString()!
        : throw new JsonException("one of its diff_ids is not a digest");

    /// <summary>An object's <c>os</c> and <c>architecture</c>, as <c>linux/amd64</c>.</summary>
    public static string Platform(JsonElement element) =>
        $"{Text(element, "os") ?? "unknown"}/{Text(element, "architecture") ?? "unknown"}";

    private static long? Number(JsonElement element, string name) =>
        Value(element, name, JsonValueKind.Number) is { } value && value.TryGetInt64(out var number) ? number : null;

    private static JsonElement? Value(JsonElement element, string name, JsonValueKind kind) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
