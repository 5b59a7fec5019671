namespace PyContainers.EndToEnd.Tests;

/// <summary>A base with a bundle of certificates that uv's Python does not look for, as chiseled images and Red Hat's
/// are.</summary>
public sealed class CertificateTests(PackageFixture package)
{
    private const string Image = "endtoend-certificates";
    private const string Count = "import ssl; print(ssl.create_default_context().cert_store_stats()['x509_ca'])";

    [Fact]
    public void BundleIsFoundWhereTheBaseDoesNotNameIt()
    {
        Tool.Require("docker", "version");
        Tool.Require("skopeo", "--version");
        using var project = new KitProject(package, "hello");
        WriteBase(project.Root);

        var archive = project.PublishArchive(
            "Docker",
            "-p:ContainerBaseImage=oci:../base",
            "-p:ContainerRepository=" + Image
        );

        archive.Environment["SSL_CERT_FILE"].ShouldBe("/etc/ssl/certs/ca-certificates.crt");
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        int.Parse(
                RuntimeImage.Run(Image, Count, "--network=none").Output,
                System.Globalization.CultureInfo.InvariantCulture
            )
            .ShouldBeGreaterThan(100);
        RuntimeImage
            .Run(Image, "import os; del os.environ['SSL_CERT_FILE']; " + Count, "--network=none")
            .Output.Trim()
            .ShouldBe("0");
    }

    // The kit's base without its variables, and without the links to the bundle that the kit's OpenSSL, which is
    // Debian's, looks for.
    private static void WriteBase(string folder)
    {
        var kit = Path.Combine(Kit.Folder, "images", "debian12-distroless");
        Tool.Run("sh", "-ec",
            $"""
            skopeo copy -q --override-os=linux --override-arch=amd64 'oci:{kit}' docker-daemon:endtoend-kit-base:latest
            container=$(docker create endtoend-kit-base:latest none)
            docker export "$container" | tar -f - --delete usr/lib/ssl/cert.pem usr/lib/ssl/certs | docker import - endtoend-other-base:latest
            docker rm "$container"
            skopeo copy -q docker-daemon:endtoend-other-base:latest 'oci:{folder}/base:latest'
            """);
    }
}
