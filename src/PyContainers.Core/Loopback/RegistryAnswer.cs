using System.Text;

namespace PyContainers.Core.Loopback;

/// <summary>What the loopback registry answers to a request.</summary>
/// <param name="Status">HTTP status code and reason phrase.</param>
/// <param name="ContentType">Media type of the content.</param>
/// <param name="Length">Length of the content, also where only the head is wanted.</param>
/// <param name="Digest">Digest of the content, or null for an error.</param>
/// <param name="Content">The content, or null where only the head is wanted.</param>
internal sealed record RegistryAnswer(string Status, string ContentType, long Length, string? Digest, Stream? Content)
    : IAsyncDisposable
{
    public static RegistryAnswer Ok(string contentType, byte[] content, string? digest) =>
        new("200 OK", contentType, content.Length, digest, new MemoryStream(content, writable: false));

    /// <summary>An error in the form of the OCI distribution specification.</summary>
    /// <param name="status">HTTP status code and reason phrase.</param>
    /// <param name="code">One of the specification's codes; the text needs no escaping.</param>
    public static RegistryAnswer Error(string status, string code)
    {
        var content = Encoding.ASCII.GetBytes($$"""{"errors":[{"code":"{{code}}","message":"{{status[4..]}}"}]}""");
        return Ok("application/json", content, null) with { Status = status };
    }

    /// <summary>The head as it goes over the wire.</summary>
    public byte[] Head(bool close)
    {
        var head = new StringBuilder()
            .Append("HTTP/1.1 ").Append(Status)
            .Append("\r\nContent-Type: ").Append(ContentType)
            .Append("\r\nContent-Length: ").Append(Length)
            .Append("\r\nDocker-Distribution-Api-Version: registry/2.0");
        if (Digest is not null)
            head.Append("\r\nDocker-Content-Digest: ").Append(Digest);
        if (close)
            head.Append("\r\nConnection: close");
        return Encoding.ASCII.GetBytes(head.Append("\r\n\r\n").ToString());
    }

    public ValueTask DisposeAsync() => Content?.DisposeAsync() ?? ValueTask.CompletedTask;
}
