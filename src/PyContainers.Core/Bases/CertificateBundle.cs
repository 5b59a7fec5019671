using System.Text.RegularExpressions;

namespace PyContainers.Core.Bases;

/// <summary>
/// The certificate authorities of a base image. uv's interpreters have an OpenSSL of their own that looks into
/// <c>/etc/ssl</c> alone: for
/// <c>cert.pem</c>, and for <c>certs</c> with names that are hashes. Chiseled and Red Hat's images have neither, only a
/// bundle.
/// </summary>
internal static partial class CertificateBundle
{
    private static readonly string[] s_bundles =
    [
        "/etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Wolfi, Alpine
        "/etc/pki/tls/certs/ca-bundle.crt", // Red Hat, Azure Linux
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/ca-bundle.pem", // SUSE
    ];

    /// <summary>The bundle that such an interpreter needs in a variable; null when it finds one by itself, or there is
    /// none.</summary>
    public static string? ToTell(ImageTree tree) =>
        IsFile(tree, "/etc/ssl/cert.pem") || HasHashedNames(tree)
            ? null
            : s_bundles.FirstOrDefault(bundle => IsFile(tree, bundle));

    private static bool HasHashedNames(ImageTree tree) =>
        tree.Find("/etc/ssl/certs")?.Children?.Keys.Any(name => HashedName().IsMatch(name)) == true;

    private static bool IsFile(ImageTree tree, string path) => tree.Find(path) is { Children: null };

    [GeneratedRegex(@"^[0-9a-f]{8}\.[0-9]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex HashedName();
}
