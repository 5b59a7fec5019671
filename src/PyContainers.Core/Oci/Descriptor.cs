using System.Text.Json.Nodes;

namespace PyContainers.Core.Oci;

/// <summary>Names content by digest: the OCI image specification's descriptor, as far as it is needed here.</summary>
/// <param name="MediaType">What the content is.</param>
/// <param name="Digest"><c>sha256:</c> and 64 hex digits.</param>
/// <param name="Size">Size in bytes.</param>
public sealed record Descriptor(string MediaType, string Digest, long Size)
{
    /// <summary>The descriptor as the specification writes it.</summary>
    internal JsonObject ToJson() => new() { ["mediaType"] = MediaType, ["digest"] = Digest, ["size"] = Size };
}
