namespace PyContainers.Core.Uv;

/// <summary>A package index, as uv is told of it.</summary>
/// <param name="Url">Its address, perhaps with credentials: of the simple API, or of a page or folder of files.</param>
/// <param name="Name">Its name in uv's configuration; empty when it has none.</param>
/// <param name="IsFlat">Whether the address is itself the list of files (<c>format = "flat"</c>).</param>
public sealed record UvIndex(string Url, string Name = "", bool IsFlat = false)
{
    /// <summary>The media types of the simple API that are understood.</summary>
    internal const string Accept =
        "application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01";

    /// <summary>The address without credentials, for messages and comparisons.</summary>
    public string Shown => Uri.TryCreate(Url, UriKind.Absolute, out var uri) && !uri.IsFile
        ? uri.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped).TrimEnd('/')
        : Url.TrimEnd('/');

    /// <summary>The page that lists the files of uv.</summary>
    internal Uri Page => new(IsFlat ? Url : Url.TrimEnd('/') + "/uv/");
}
