using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

public sealed class DistributionTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void NameAndVersionComeFromTheFolder()
    {
        var staging = new Staging(_folder);
        staging.Install("My_Shop.api-2.0.1", ("shop/a.py", "1"), ("shop/b.py", "22"));
        var distribution = staging.Distribution();
        (distribution.Name, distribution.Version, distribution.DistInfo).ShouldBe(
            ("my-shop-api", "2.0.1", "My_Shop.api-2.0.1.dist-info")
        );
        distribution.Size.ShouldBe(3 + "Root-Is-Purelib: true\nTag: py3-none-any\n".Length);
    }

    [Fact]
    public void FilesOfTheInstallerAndBytecodeAreNotItsOwn()
    {
        var staging = new Staging(_folder);
        staging.Install(
            "shop-1",
            ("shop/a.py", "1"),
            ("shop/__pycache__/a.cpython-313.pyc", "x"),
            ("shop/INSTALLER", "mine")
        );
        staging
            .Distribution()
            .Record.Select(line => line.Path)
            .ShouldBe(
                ["shop-1.dist-info/RECORD", "shop-1.dist-info/WHEEL", "shop/INSTALLER", "shop/a.py"],
                ignoreOrder: true
            );
    }

    // It may be any wheel's: what a wheel brings goes anywhere below site-packages.
    [Fact]
    public void FolderThatIsNamedAsNoDistributionIsIsNone()
    {
        var staging = new Staging(_folder);
        staging.Install("shop-1");
        foreach (var name in new[] { "evil", "-1", "evil-", "" })
            _folder.Write($"{staging.SitePackages}/{name}.dist-info/RECORD");

        staging.Distribution().Name.ShouldBe("shop");
    }

    [Fact]
    public void DistributionWithoutAWheelFileIsNotPure()
    {
        var staging = new Staging(_folder);
        _folder.Write($"{staging.SitePackages}/shop-1.dist-info/RECORD");

        staging.Distribution().IsPure.ShouldBeFalse();
    }

    [Fact]
    public void RecordWithWhatIsNoPathIsABrokenWheel()
    {
        var staging = new Staging(_folder);
        staging.Install("shop-1");
        staging.Record("shop-1", new RecordLine("shop/a\0b.py", "", ""));

        Failure.Of(() => staging.Read()).Code.ShouldBe("PYC3072");
    }

    [Theory]
    [InlineData("shop", "shop", true)]
    [InlineData("shop", "shop.exe", true)]
    [InlineData("shop.py", "shop.exe", true)] // so uv names its launcher on Windows
    [InlineData("shop.py", "shop.py", true)]
    [InlineData("shop", "shop.py", false)]
    [InlineData("shop", "other.exe", false)]
    public void LauncherBelongsToItsEntryPoint(string script, string file, bool generated) =>
        Distribution.IsGenerated(ConsoleScript.Parse($"[console_scripts]\n{script} = shop:main\n"), file)
            .ShouldBe(generated);

    [Theory]
    [InlineData("Root-Is-Purelib: true\nTag: py2-none-any\nTag: py3-none-any\n", true)]
    [InlineData("Root-Is-Purelib: true\r\nTag: py3-none-any\r\n", true)]
    [InlineData("Root-Is-Purelib: false\nTag: py3-none-any\n", false)]
    [InlineData("Root-Is-Purelib: true\nTag: py3-none-any\nTag: py3-none-manylinux_2_17_x86_64\n", false)]
    [InlineData("Root-Is-Purelib: false\nTag: cp313-cp313-manylinux_2_17_x86_64\n", false)]
    public void PureIsWhatIsTheSameOnEveryArchitecture(string wheel, bool pure)
    {
        var staging = new Staging(_folder);
        staging.Install("shop-1", wheel);
        staging.Distribution().IsPure.ShouldBe(pure);
    }

    [Fact]
    public void FingerprintDoesNotDependOnThePlaceNorTheInstaller()
    {
        string Fingerprint(string name, string installer)
        {
            var staging = new Staging(_folder, name);
            staging.Install(
                "shop-1",
                ("shop/a.py", "1"),
                ($"{staging.Bin}serve", $"#!{staging.Folder}/bin/python\n"),
                ($"{staging.Bin}tool", $"#!{_folder[staging.Programs]}/python\nprint(1)\n"),
                ("shop-1.dist-info/entry_points.txt", "[console_scripts]\nserve = shop:main\n"),
                ("shop-1.dist-info/uv_cache.json", installer)
            );
            return staging.Distribution().Fingerprint;
        }

        Fingerprint("one", "now").ShouldBe(Fingerprint("two/deeper", "later"));
    }

    [Fact]
    public void FingerprintChangesWithContent()
    {
        string Fingerprint(string name, string distribution, string text, string script)
        {
            var staging = new Staging(_folder, name);
            staging.Install(distribution, ("shop/a.py", text), ($"{staging.Bin}tool", script));
            return staging.Distribution().Fingerprint;
        }

        string[] all =
        [
            Fingerprint("a", "shop-1", "1", "#!/bin/sh\n"),
            Fingerprint("b", "shop-1", "2", "#!/bin/sh\n"),
            Fingerprint("c", "shop-2", "1", "#!/bin/sh\n"),
            Fingerprint("d", "shop-1", "1", "#!/bin/sh\necho\n"),
            Fingerprint("e", "shop-1", "1", "#!/bin/bash\n"),
        ];
        all.Distinct(StringComparer.Ordinal).Count().ShouldBe(all.Length);
    }

    [Fact]
    public void FileWithoutARecordedHashCountsByItsContent()
    {
        string Fingerprint(string name, string text)
        {
            var staging = new Staging(_folder, name);
            staging.Install("shop-1");
            _folder.Write($"{staging.SitePackages}/late.py", text);
            staging.Record("shop-1", new RecordLine("late.py", "", ""));
            return staging.Distribution().Fingerprint;
        }

        (Fingerprint("a", "1") == Fingerprint("b", "2")).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();
}
