namespace PyContainers.Core.Common;

/// <summary>A URL as everybody may read it.</summary>
internal static class PublicUrl
{
    /// <summary>The URL without credentials, query and fragment, any of which may hold a token; null for what is no URL
    /// of the web, such as a path of this machine.</summary>
    public static string? Of(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "ssh"
            ? new UriBuilder(uri) { UserName = "", Password = "", Query = "", Fragment = "" }.Uri.AbsoluteUri
            : null;
}
