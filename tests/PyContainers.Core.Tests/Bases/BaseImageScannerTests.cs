using PyContainers.Core.Bases;
using PyContainers.Core.Diagnostics;
using static PyContainers.Core.Tests.Oci.TinyLayer;

namespace PyContainers.Core.Tests.Bases;

public sealed class BaseImageScannerTests
{
    private const string LibcText = "\0GNU C Library (Debian GLIBC 2.36-9) stable release version 2.36.\nCopyright";

    [Fact]
    public void GlibcIsKnownByItsOwnWords() =>
        Scan(Archive(File("lib/x86_64-linux-gnu/libc.so.6", LibcText))).GlibcVersion.ShouldBe("2.36");

    [Fact]
    public void OldGlibcIsKnownByItsFileName() =>
        Scan(Archive(Link("lib/x86_64-linux-gnu/libc.so.6", "libc-2.31.so"), File("lib/x86_64-linux-gnu/libc-2.31.so")))
            .GlibcVersion.ShouldBe("2.31");

    [Fact]
    public void AnApplicationsOwnGlibcIsNotTheImages() =>
        Scan(
            Archive(
                File("app/libc.so.6", LibcText),
                File("usr/lib/libc.so.6", LibcText.Replace("2.36", "2.41", StringComparison.Ordinal))
            )
        )
            .GlibcVersion.ShouldBe("2.41");

    [Fact]
    public void CompressedLayersAreRead() =>
        Scan(Gzip(Archive(File("lib/ld-musl-x86_64.so.1")))).HasMusl.ShouldBeTrue();

    [Fact]
    public void TheShellIsFoundThroughLinkedFolders()
    {
        Scan(Archive(File("usr/bin/dash"), Link("usr/bin/sh", "dash"), Link("bin", "usr/bin"))).HasShell.ShouldBeTrue();
        Scan(Archive(File("./bin/busybox"), HardLink("./bin/sh", "./bin/busybox"))).HasShell.ShouldBeTrue();
        Scan(Archive(Link("bin/sh", "nowhere"))).HasShell.ShouldBeFalse();
        Scan(Archive(Link("bin/sh", "sh"))).HasShell.ShouldBeFalse();
    }

    [Fact]
    public void AWhiteoutRemovesWhatLiesBelow() =>
        Scan(Archive(File("bin/sh")), Archive(File("bin/.wh.sh"))).HasShell.ShouldBeFalse();

    [Fact]
    public void AnOpaqueFolderHidesWhatLiesBelowOnly()
    {
        var below = Archive(File("usr/bin/python3.9"));
        Scan(below, Archive(File("usr/bin/python3.12"), File("usr/bin/.wh..wh..opq")))
            .Interpreters.ShouldBe(["/usr/bin/python3.12"]);
    }

    [Fact]
    public void ALaterFileReplacesAFolder() =>
        Scan(Archive(File("bin/sh")), Archive(File("bin"))).HasShell.ShouldBeFalse();

    [Theory]
    [InlineData("a")]
    [InlineData("a/b")]
    [InlineData("/")]
    public void HardLinkToAFolderIsNoFolder(string target) =>
        Scan(Archive(File("a/x"), File("bin/sh"), HardLink("a/b", target), HardLink("a/c", "a/b")))
            .HasShell.ShouldBeTrue();

    [Fact]
    public void PathThatNoSystemHasIsRefused() =>
        Code(Archive(File(string.Concat(Enumerable.Repeat("a/", 20_000)) + "x"))).ShouldBe("PYC3016");

    [Fact]
    public void FoldersBehindLinksAreNoDeeperThanAPath() =>
        Code(Archive(
            [.. Enumerable.Range(1, 30).SelectMany(at => new[]
            {
                File($"l{at - 1}/{string.Concat(Enumerable.Repeat("a/", 1900))}x"),
                Link($"l{at}", $"l{at - 1}/{string.Concat(Enumerable.Repeat("a/", 1900))}"),
            })]))
            .ShouldBe("PYC3016");

    [Fact]
    public void TheLastPasswdCounts()
    {
        var facts = Scan(
            Archive(File("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n")),
            Archive(File("etc/passwd", "app:x:1654:1655::/home/app:/bin/sh\nbroken line\n"))
        );
        facts.Users.ShouldBe([new PasswdEntry("app", 1654, 1655, "/home/app")]);
        facts.Passwd.ShouldBe("app:x:1654:1655::/home/app:/bin/sh\nbroken line\n");
        facts.Group.ShouldBeEmpty();
        Scan(Archive(File("etc/group", "app:x:5:\n"), File("opt/group", "no"))).Group.ShouldBe("app:x:5:\n");
    }

    [Fact]
    public void InterpretersAreListedOnceAndWithTheirVersion()
    {
        var layer = Archive(
            File("usr/bin/python3.11"),
            Link("usr/bin/python3", "python3.11"),
            Link("bin", "usr/bin"),
            Link("usr/bin/python3.8", "gone"),
            File("usr/bin/python3.11-config")
        );
        Scan(layer).Interpreters.ShouldBe(["/usr/bin/python3.11"]);
    }

    [Fact]
    public void ProgramsHaveEveryPathThatLeadsToThem()
    {
        var layer = Archive(
            Link("bin", "usr/bin"),
            File("usr/bin/busybox"),
            Link("usr/bin/sh", "busybox"),
            Link("usr/bin/gone", "nowhere"),
            Folder("usr/bin/x11"),
            File("opt/tool"),
            File("usr/local/bin/mine")
        );
        Scan(layer)
            .Programs.ShouldBe(["/bin/busybox", "/bin/sh", "/usr/bin/busybox", "/usr/bin/sh", "/usr/local/bin/mine"]);
    }

    [Fact]
    public void BundleThatPythonDoesNotFindIsNamed()
    {
        var debian = File("etc/ssl/certs/ca-certificates.crt");
        Scan(Archive(debian)).CertificateBundle.ShouldBe("/etc/ssl/certs/ca-certificates.crt");
        Scan(
            Archive(
                File("etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
                Link("etc/pki/tls/certs/ca-bundle.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem")
            )
        )
            .CertificateBundle.ShouldBe("/etc/pki/tls/certs/ca-bundle.crt");
        Scan(Archive(Link("etc/ssl/certs/ca-certificates.crt", "gone"))).CertificateBundle.ShouldBeNull();
        Scan(Archive(File("bin/sh"))).CertificateBundle.ShouldBeNull();
    }

    [Fact]
    public void BundleThatPythonFindsIsNot()
    {
        var debian = File("etc/ssl/certs/ca-certificates.crt");
        Scan(Archive(debian, Link("etc/ssl/cert.pem", "certs/ca-certificates.crt"))).CertificateBundle.ShouldBeNull();
        Scan(Archive(debian, Link("etc/ssl/certs/4042bcee.0", "ISRG_Root_X1.pem"))).CertificateBundle.ShouldBeNull();
    }

    [Fact]
    public void ZstdIsRefused() => Code(Of([0x28, 0xb5, 0x2f, 0xfd, 0, 0])).ShouldBe("PYC3016");

    [Fact]
    public void ADamagedLayerIsRefused() => Code(Of([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8])).ShouldBe("PYC3016");

    [Fact]
    public void CancellingEndsTheReading() =>
        Should.Throw<OperationCanceledException>(() =>
            BaseImageScanner.Scan([Archive(File("etc/passwd"))], new CancellationToken(canceled: true))
        );

    private static BaseImageFacts Scan(params Func<Stream>[] layers) => BaseImageScanner.Scan(layers).Facts;

    private static string Code(Func<Stream> layer) =>
        Should.Throw<PyContainersException>(() => Scan(layer)).Diagnostic.Code;
}
