using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Environments;
using PyContainers.Core.Sbom;

namespace PyContainers.Core.Tests.Sbom;

public sealed class FragmentReaderTests
{
    private const string Site = "app/.venv/lib/python3.13/site-packages/";

    [Fact]
    public void DistributionHasItsFilesMetadataAndScripts()
    {
        var fragment = LayerBytes.Fragment(
            (Site + "shop/__init__.py", "x"),
            (Site + "shop/__pycache__/__init__.cpython-313.pyc", "bytecode"),
            (Site + "Shop_Core-1.2.dist-info/METADATA",
                "Name: Shop_Core\nVersion: 1.2\nSummary: Sells\nLicense-Expression: MIT\nRequires-Dist: a>=1\n\nText"),
            (Site + "Shop_Core-1.2.dist-info/RECORD",
                "shop/__init__.py,,\nShop_Core-1.2.dist-info/METADATA,,\nShop_Core-1.2.dist-info/WHEEL,,\n"
                    + "Shop_Core-1.2.dist-info/RECORD,,\n../../../bin/shop,,\n"),
            (Site + "Shop_Core-1.2.dist-info/WHEEL", "Tag: py3-none-any\nTag: py2-none-any\n"),
            ("app/.venv/bin/shop", "#!"),
            ("app/main.py", "m"));

        var one = fragment.Distributions.ShouldHaveSingleItem();
        (one.Environment, one.Name, one.Version, one.Summary).ShouldBe(("app/.venv", "shop-core", "1.2", "Sells"));
        one.License.Expression.ShouldBe("MIT");
        one.Tags.ShouldBe(["py2-none-any", "py3-none-any"]);
        one.Requires.ShouldBe(["a>=1"]);
        one.Files.Select(file => file.Path).ShouldBe([
            "app/.venv/bin/shop", Site + "Shop_Core-1.2.dist-info/METADATA", Site + "Shop_Core-1.2.dist-info/RECORD",
            Site + "Shop_Core-1.2.dist-info/WHEEL", Site + "shop/__init__.py",
        ]);
        var other = fragment.Others.ShouldHaveSingleItem();
        (other.Path, other.Digest).ShouldBe(("app/main.py", Digests.Of("m")));
    }

    [Fact]
    public void FileOfTwoRecordsIsTheOnesWhoseHashItHas()
    {
        var (mine, theirs) = (RecordLine.Of("both.py", "mine"u8).Hash, RecordLine.Of("both.py", "theirs"u8).Hash);

        foreach (var (content, owner) in new[] { ("mine", "a"), ("theirs", "b") })
        {
            var fragment = LayerBytes.Fragment(
                (Site + "a-1.dist-info/RECORD", $"both.py,{mine},\n"),
                (Site + "b-1.dist-info/RECORD", $"both.py,{theirs},\n"),
                (Site + "both.py", content));

            fragment.Distributions.Single(one => one.Files.Any(file => file.Path == Site + "both.py")).Name
                .ShouldBe(owner);
        }
    }

    [Fact]
    public void BytecodeWithoutItsSourceIsAFileOfItsOwn() =>
        LayerBytes.Fragment(("app/__pycache__/x.cpython-313.pyc", "b")).Others.ShouldHaveSingleItem().Path
            .ShouldBe("app/__pycache__/x.cpython-313.pyc");

    [Theory]
    [InlineData("OpenSSL 3.0.22 25 Aug 2026\0", "openssl 3.0.22")]
    [InlineData("SQLite format 3\0x\0" + "3.13.15\0" + "3.40.1\0", "sqlite 3.40.1")]
    [InlineData("deflate 1.2.13 Copyright", "zlib 1.2.13")]
    [InlineData("ffi_get_struct_offsets", "libffi ")]
    [InlineData("OpenSSL 3.0.0 and newer it returns", null)]
    public void LibraryTellsItsVersion(string text, string? library)
    {
        var found = LayerBytes.Fragment(("opt/python/lib/x.so", "\u007fELF" + text)).Libraries;

        found.Select(one => $"{one.Name} {one.Version}").ShouldBe(library is null ? [] : [library]);
        LayerBytes.Fragment(("opt/python/lib/x.py", text)).Libraries.ShouldBeEmpty();
    }

    [Fact]
    public void SbomOfAWheelIsTakenIn()
    {
        var packaged = LayerBytes.Fragment(
            (Site + "a-1.dist-info/RECORD", "a-1.dist-info/sboms/x.json,,\na-1.dist-info/sboms/y.json,,\n"),
            (Site + "a-1.dist-info/sboms/x.json",
                """{"components":[{"type":"library","name":"libpq","version":"17","components":[{"name":"krb5"}]}]}"""),
            (Site + "a-1.dist-info/sboms/y.json", "no JSON")).Distributions.Single().Packaged;

        packaged.ShouldHaveSingleItem().Name.ShouldBe("libpq");
        packaged[0].Components.ShouldNotBeNull().ShouldHaveSingleItem().Name.ShouldBe("krb5");
    }

    [Theory]
    [InlineData("License-Expression: MIT OR Apache-2.0\nLicense: x", "MIT OR Apache-2.0")]
    [InlineData("License: BSD\nClassifier: License :: OSI Approved :: MIT License", "BSD")]
    [InlineData("License: line\n  more\nClassifier: License :: OSI Approved :: MIT License", "MIT License")]
    [InlineData("Classifier: License :: OSI Approved", "")]
    [InlineData("License: UNKNOWN", "")]
    public void LicenceIsTheMostExactThatIsSaid(string metadata, string licence)
    {
        var declared = DeclaredLicense.Of(WheelMetadata.Parse(metadata));

        string.Join('|', declared.Names.Prepend(declared.Expression).OfType<string>()).ShouldBe(licence);
    }

    [Theory]
    [InlineData("a-1-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", 2)]
    [InlineData("a-1-2build-cp313-cp313-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", 2)]
    [InlineData("a-1-cp313-cp313-manylinux_2_17_x86_64.whl", 1)]
    [InlineData("a-1-cp313-cp313-manylinux_2_17_aarch64.whl", 0)]
    [InlineData("a-1.tar.gz", 0)]
    public void WheelIsKnownByItsTags(string file, int rank)
    {
        string[] tags = ["cp313-cp313-manylinux2014_x86_64", "cp313-cp313-manylinux_2_17_x86_64"];
        new LockedArchive(file, null, null).Matches(tags).ShouldBe(rank);
    }

    [Fact]
    public void FragmentOfAnotherFormatIsMadeAgain()
    {
        using var folder = new TestDirectory();
        var bytes = LayerBytes.Of(("app/main.py", Encoding.UTF8.GetBytes("m")));
        var file = folder["blob.tar.gz"];
        File.WriteAllBytes(file, bytes);
        var digest = Digests.Of(bytes);
        var cache = new Core.Cache.LayerCache(folder["cache"], TimeProvider.System);
        var blob = new Core.Tar.LayerBlob(digest, "sha256:x", bytes.Length, file);

        Of(cache, blob).ShouldNotBeNull();
        var kept = Path.Combine(cache.Fragments, Digests.Hex(digest) + ".json");
        foreach (var damaged in new[] { "{}", "x", File.ReadAllText(kept).Replace("\"format\":1", "\"format\":0") })
        {
            File.WriteAllText(kept, damaged);
            Of(cache, blob).ShouldNotBeNull().Others.Count.ShouldBe(1);
        }

        // Known, so it need not be on this machine any more.
        Of(cache, blob with { Path = "" }).ShouldNotBeNull();
        File.Delete(kept);
        Of(cache, blob with { Path = "" }).ShouldBeNull();
    }

    private static LayerFragment? Of(Core.Cache.LayerCache cache, Core.Tar.LayerBlob blob) =>
        new FragmentCache(cache).Of(blob, TestContext.Current.CancellationToken);
}
