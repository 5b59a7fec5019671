namespace PyContainers.EndToEnd.Tests;

/// <summary>What a running container is promised: folders to write to, certificates, time zones, text, and bytecode
/// that is used.</summary>
public sealed class RuntimeContractTests(RuntimeImage image) : IClassFixture<RuntimeImage>
{
    private const string Write =
        "import os, pathlib; [pathlib.Path(d, 'x').write_text('x') for d in ('/app/uploads', '/var/lib/orders')]; "
            + "print(os.getuid())";

    [Theory]
    [InlineData("--tmpfs=/app/uploads:uid=1654", "--tmpfs=/var/lib/orders:uid=1654,gid=1654,mode=0700")]
    [InlineData("--mount=type=volume,dst=/app/uploads", "--mount=type=volume,dst=/var/lib/orders")]
    public void WhatIsMountedOverAWritableFolderIsWritable(params string[] mounts) =>
        image.Python(Write, mounts).ShouldBe("1654");

    [Fact]
    public void AnyUserOfGroup0MayWriteAsOnOpenShift() =>
        image
            .Python(
                Write,
                "--user=123456:0",
                "--mount=type=volume,dst=/app/uploads",
                "--mount=type=volume,dst=/var/lib/orders"
            )
            .ShouldBe("123456");

    [Fact]
    public void MountThatIsRootsAloneIsNot() =>
        image
            .Run(Write, "--tmpfs=/app/uploads:uid=0,mode=0755", "--tmpfs=/var/lib/orders:uid=1654")
            .Output.ShouldContain("Permission denied: '/app/uploads/x'");

    [Fact]
    public void WithoutAMountAReadOnlyRootStaysReadOnly() =>
        image.Run(Write).Output.ShouldContain("Read-only file system");

    [Fact]
    public void BasesCertificatesAreFound() =>
        int.Parse(
                image.Python("import ssl; print(ssl.create_default_context().cert_store_stats()['x509_ca'])"),
                System.Globalization.CultureInfo.InvariantCulture
            )
            .ShouldBeGreaterThan(100);

    [Fact]
    public void CompaniesOwnAuthorityIsTrustedOnceItIsNamed()
    {
        using var server = new TlsServer();
        var get = $"import urllib.request; print(urllib.request.urlopen('{server.Url}').read().decode())";
        var authority = Path.Combine(image.Folder, "authority.pem");
        File.WriteAllText(authority, server.Authority);

        image.RunOnHost(get).Output.ShouldContain("CERTIFICATE_VERIFY_FAILED");
        image
            .RunOnHost(get, $"--volume={authority}:/etc/company.pem:ro", "--env=SSL_CERT_FILE=/etc/company.pem")
            .Output.Trim()
            .ShouldBe("trusted");
    }

    [Theory]
    [InlineData("2026-07-01", "1:00:00")]
    [InlineData("2026-01-01", "0:00:00")]
    public void TimeZonesAreTheBases(string day, string offset) =>
        image
            .Python(
                $"import datetime, zoneinfo; "
                    + $"print(datetime.datetime.fromisoformat('{day}')"
                    + ".replace(tzinfo=zoneinfo.ZoneInfo('Europe/Lisbon')).utcoffset())"
            )
            .ShouldBe(offset);

    [Theory]
    [InlineData("--env=NOTHING=1")]
    [InlineData("--env=LANG=C")]
    [InlineData("--env=LC_ALL=POSIX")]
    [InlineData("--env=LANG=pt_PT.UTF-8")] // no base of ours has it
    public void TextIsUtf8WhateverTheLocale(string variable)
    {
        const string Code =
            "import locale, pathlib, sys; p = pathlib.Path('/app/uploads/t'); p.write_bytes(b'na\\xc3\\xafve "
                + "\\xe2\\x86\\x92 \\xe6\\x97\\xa5'); print(locale.getpreferredencoding(), sys.stdout.encoding, "
                + "open(p).read())";
        image
            .Python(Code, variable, "--tmpfs=/app/uploads:uid=1654")
            .ShouldBe("utf-8 utf-8 naïve → 日", StringCompareShould.IgnoreCase);
    }

    [Fact]
    public void HashesDifferFromRunToRun() =>
        image.Python("print(hash('seed'))").ShouldNotBe(image.Python("print(hash('seed'))"));

    [Fact]
    public void NothingIsWrittenBesideTheSources() =>
        image.Python("import sys; print(sys.dont_write_bytecode, sys.flags.optimize)").ShouldBe("True 0");

    [Fact]
    public void EveryModuleButTestsHasBytecodeThatPythonTakes()
    {
        Compiled("-").ShouldBe("0 compiled, 0 without, tests True");
        // The same question where the bytecode cannot be found: it is one that notices.
        Compiled("/elsewhere").ShouldNotStartWith("0 compiled");
    }

    // The loader itself decides whether a .pyc is there and fits its source; where not, it compiles.
    private string Compiled(string prefix) =>
        image.Python(
            $$"""
            import importlib.machinery, importlib.util, os, sys, sysconfig
            if '{{prefix}}' != '-': sys.pycache_prefix = '{{prefix}}'
            compiled = []
            class Loader(importlib.machinery.SourceFileLoader):
                def source_to_code(self, data, path, *others, **named):
                    compiled.append(path)
                    return super().source_to_code(data, path, *others, **named)
            sources = [os.path.join(d, f) for top in {sysconfig.get_path('stdlib'), sysconfig.get_path('purelib')} for d, _, names in os.walk(top) for f in names if f.endswith('.py')]
            assert len(sources) > 1000, len(sources)
            for source in sources: Loader(source, source).get_code(source)
            import web_api.main
            without = [m.__file__ for m in list(sys.modules.values()) if (getattr(m, '__file__', None) or '').endswith('.py') and not os.path.exists(importlib.util.cache_from_source(m.__file__))]
            others = [source for source in compiled if '/tests/test_' not in source]
            print(len(others), 'compiled,', len(without), 'without, tests', len(others) < len(compiled), *(others + without)[:20])
            """
        );
}
