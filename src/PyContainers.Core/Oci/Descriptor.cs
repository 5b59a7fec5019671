using System.Text.Json.Nodes;

namespace PyContainers.Core.Oci;

/// <summary>Names content by digest: the OCI image specification's descriptor, as far as it is needed here.</summary>
/// <param name="MediaType">What the content is.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hex digits.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Platform">What an image runs on, such as <c>linux/amd64</c>; null when it does not tell.</param>
public sealed record Descriptor(string MediaType, string Digest, long Size, string? Platform = null)
{
    /// <summary>The descriptor as the specification writes it.</summary>
    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["mediaType"] = MediaType, ["digest"] = Digest, ["size"] = Size };
        if (Platform?.Split('/') is [var system, var architecture])
            json["platform"] = new JsonObject { ["architecture"] = architecture, ["os"] = system };
        return json;
    }
}
