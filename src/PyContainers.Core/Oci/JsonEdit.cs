using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PyContainers.Core.Oci;

/// <summary>Changes and writes the JSON of images.</summary>
internal static class JsonEdit
{
    // Nothing here goes into HTML: '+' and '<' stay readable in media types and history.
    private static readonly JsonWriterOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes without white space, members in their order.</summary>
    public static byte[] Bytes(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_plain))
            node.WriteTo(writer);
        return stream.ToArray();
    }

    /// <summary>A member that is an array, made when it is missing or null.</summary>
    public static JsonArray Array(JsonObject parent, string name)
    {
        if (parent[name] is JsonArray array)
            return array;
        array = [];
        parent[name] = array;
        return array;
    }

    /// <summary>A member that is an object, made when it is missing or null.</summary>
    public static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is JsonObject child)
            return child;
        child = [];
        parent[name] = child;
        return child;
    }

    /// <summary>Removes the last of a list; what is none, or is empty, stays.</summary>
    public static void RemoveLast(JsonNode? list)
    {
        if (list is JsonArray { Count: > 0 } array)
            array.RemoveAt(array.Count - 1);
    }
}
