using PyContainers.Core.Uv;

namespace PyContainers.Core.Policy;

/// <summary>The places that an organisation allows distributions to come from.</summary>
/// <param name="addresses">URLs, each with everything below it; or paths of folders, as the lockfile has them.</param>
public sealed class AllowedSources(IReadOnlyList<string> addresses)
{
    /// <summary>Whether a place is allowed.</summary>
    /// <param name="address">A URL, or the path of a folder.</param>
    public bool Allow(string address) =>
        addresses.Any(allowed => IsBelow(new UvIndex(address).Shown, new UvIndex(allowed).Shown));

    // 'https://host/simple' is not above 'https://host/simple.evil', nor 'https://host' above 'https://host.evil'.
    private static bool IsBelow(string address, string allowed) =>
        address.StartsWith(allowed, StringComparison.Ordinal)
        && (address.Length == allowed.Length || address[allowed.Length] is '/' or '?' or '#' or '@');
}
