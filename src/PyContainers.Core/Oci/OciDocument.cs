using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using PyContainers.Core.Common;

namespace PyContainers.Core.Oci;

/// <summary>
/// A JSON document of an image, named by the digest of its bytes. Its types are views: the bytes stay as they came,
/// with the members that nobody here knows and their order. A change makes another document.
/// </summary>
public abstract class OciDocument
{
    private readonly byte[] _bytes;

    /// <exception cref="JsonException">It is not a JSON object. The message is a clause.</exception>
    private protected OciDocument(byte[] bytes)
    {
        // JSON is read lazily: what is no text would only throw when somebody asks for it.
        if (!Utf8.IsValid(bytes))
            throw new JsonException("it is not UTF-8");
        (_bytes, Root, Digest) = ([.. bytes], OciJson.Parse(bytes), Digests.Of(bytes));
    }

    /// <summary>The digest of its bytes.</summary>
    public string Digest { get; }

    /// <summary>How many bytes it has.</summary>
    public long Size => _bytes.Length;

    /// <summary>The document, to read it.</summary>
    private protected JsonElement Root { get; }

    /// <summary>Its bytes.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>Its text.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_bytes);

    /// <summary>Writes it for a later stage; an unchanged file keeps its time.</summary>
    public void Save(string file) => AtomicFile.WriteIfDifferent(file, ToString());

    /// <summary>A copy to change.</summary>
    private protected JsonObject Copy() => JsonNode.Parse(_bytes)!.AsObject();
}
