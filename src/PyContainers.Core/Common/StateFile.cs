using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PyContainers.Core.Common;

/// <summary>A file through which a stage tells later ones, and the next build, what it knows.</summary>
/// <param name="path">Its full path.</param>
/// <param name="json">How it is written.</param>
public sealed class StateFile<T>(string path, JsonTypeInfo<T> json)
    where T : class
{
    /// <summary>Its full path.</summary>
    public string Path => path;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="IOException">There is no such file.</exception>
    /// <exception cref="JsonException">It is damaged, or another version's.</exception>
    public T Read() => JsonSerializer.Deserialize(File.ReadAllText(path), json)
        ?? throw new JsonException($"'{path}' holds nothing.");

    /// <summary>The same, or null when there is nothing that can be read: doing the work again is the cure.</summary>
    public T? TryRead()
    {
        try
        {
            return File.Exists(path) ? Read() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it; a file that says the same already is left alone and keeps its time.</summary>
    public void Write(T value) => AtomicFile.WriteIfDifferent(path, JsonSerializer.Serialize(value, json));

    /// <summary>Writes it in any case, because its time says when the work was done.</summary>
    public void Renew(T value) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, value, json));

    /// <summary>The path.</summary>
    public override string ToString() => path;
}
