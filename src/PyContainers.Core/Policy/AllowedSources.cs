namespace PyContainers.Core.Policy;

/// <summary>The places that an organisation allows distributions to come from.</summary>
/// <param name="addresses">URLs, each with everything below it; or paths of folders, as the lockfile has them.</param>
public sealed class AllowedSources(IReadOnlyList<string> addresses)
{
    /// <summary>Whether a place is allowed.</summary>
    /// <param name="address">A URL, or the path of a folder.</param>
    public bool Allow(string address) => addresses.Any(allowed => IsBelow(Plain(address), Plain(allowed)));

    // 'https://host/simple' is not above 'https://host/simple.evil', nor 'https://host' above 'https://host.evil'.
    private static bool IsBelow(string address, string allowed) =>
        address.StartsWith(allowed, StringComparison.Ordinal)
        && (address.Length == allowed.Length || address[allowed.Length] is '/' or '?' or '#' or '@');

    // Scheme and host in small letters, without a login, without '..'.
    private static string Plain(string address) =>
        (Uri.TryCreate(address, UriKind.Absolute, out var uri) && !uri.IsFile
            ? uri.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped)
            : address).TrimEnd('/');
}
