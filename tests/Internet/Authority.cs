using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Internet;

/// <summary>An authority of the box's own, another one that nobody knows, and certificates of both.</summary>
internal static class Authority
{
    private static readonly DateTimeOffset s_begin = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes <c>tls/ca.crt</c>, and the certificates <c>good</c>, <c>unknown</c> and <c>expired</c>.</summary>
    public static void Prepare(string content, IEnumerable<string> hosts)
    {
        var folder = Directory.CreateDirectory(Path.Combine(content, "tls")).FullName;
        using var own = Root("box");
        using var other = Root("stranger");
        File.WriteAllText(Path.Combine(folder, "ca.crt"), own.ExportCertificatePem());
        var names = hosts.ToList();
        Issue(folder, "good", own, names, s_begin.AddYears(20));
        Issue(folder, "unknown", other, names, s_begin.AddYears(20));
        Issue(folder, "expired", own, names, s_begin.AddYears(1));
    }

    /// <summary>A certificate with its key.</summary>
    public static X509Certificate2 Load(string content, string name) =>
        X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(content, "tls", name + ".pfx"), null);

    private static X509Certificate2 Root(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(s_begin, s_begin.AddYears(30));
    }

    private static void Issue(
        string folder, string name, X509Certificate2 issuer, List<string> hosts, DateTimeOffset end)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        hosts.ForEach(names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.Create(issuer, s_begin, end, RandomNumberGenerator.GetBytes(8));
        using var both = certificate.CopyWithPrivateKey(key);
        File.WriteAllBytes(Path.Combine(folder, name + ".pfx"), both.Export(X509ContentType.Pkcs12));
    }
}
