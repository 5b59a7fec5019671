using System.Text;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Environments;

public sealed class EnvironmentEntriesTests : IDisposable
{
    private const string EntryPoints = "shop-1.dist-info/entry_points.txt";
    private const string InImage = "app/.venv/lib/python3.13/site-packages";
    private readonly TestDirectory _folder = new();
    private readonly Staging _staging;

    public EnvironmentEntriesTests() => _staging = new Staging(_folder);

    [Fact]
    public void FilesComeToTheirPlaceAndInstallerFilesDoNot()
    {
        _staging.Install("shop-1", ("shop/a.py", "1"), ($"{_staging.Up}share/man/shop.1", "man"));
        Entries()
            .Keys.Order(StringComparer.Ordinal)
            .ShouldBe([
                $"{InImage}/shop-1.dist-info/RECORD",
                $"{InImage}/shop-1.dist-info/WHEEL",
                $"{InImage}/shop/a.py",
                "app/.venv/share/man/shop.1",
            ]);
    }

    [Fact]
    public void ChangedFileIsRefusedAndNothingIsKept()
    {
        _staging.Install("shop-1", ("shop/a.py", "1"));
        File.AppendAllText(_folder[$"{_staging.SitePackages}/shop/a.py"], "TAMPERED = True");

        var failure = Should.Throw<PyContainersException>(() => LayerWriter.Write(
            Entries().Values, _folder["layers"], LayerTime.Default, BaseTree.Empty,
            cancellation: TestContext.Current.CancellationToken));

        failure.Diagnostic.Code.ShouldBe("PYC3090");
        failure.Diagnostic.File.ShouldBe(_folder[$"{_staging.SitePackages}/shop/a.py"]);
        failure.Message.ShouldContain("shop 1");
        Directory.GetFiles(_folder["layers"]).ShouldBeEmpty();
    }

    [Fact]
    public void ConsoleScriptIsMadeAnewAndRecorded()
    {
        _staging.Install(
            "shop-1",
            (EntryPoints, "[console_scripts]\nserve = shop:main\n"),
            ($"{_staging.Bin}serve", $"#!{_staging.Folder}/bin/python\nold\n")
        );
        var entries = Entries();
        var script = entries["app/.venv/bin/serve"].ShouldBeOfType<BytesEntry>();
        script.Executable.ShouldBeTrue();
        script.Content.ToArray().ShouldBe(new ConsoleScript("serve", "shop", "main").Text("/app/.venv"));
        Recorded(entries)["../../../bin/serve"].ShouldBe(RecordLine.Of("../../../bin/serve", script.Content.Span));
    }

    [Theory]
    [InlineData("#!{0}/bin/python3\nprint(1)\n", "#!/app/.venv/bin/python\nprint(1)\n")]
    [InlineData(
        "#!/bin/sh\n'''exec' '{0}/bin/python' \"$0\" \"$@\"\n' '''\nprint(1)\n",
        "#!/app/.venv/bin/python\nprint(1)\n"
    )]
    [InlineData("#!/bin/sh\necho 1\n", "#!/bin/sh\necho 1\n")]
    [InlineData("#!/bin/sh", "#!/bin/sh")]
    public void FirstLineOfADataScriptIsThatOfTheImage(string staged, string expected)
    {
        _staging.Install(
            "shop-1",
            ($"{_staging.Bin}tool", staged.Replace("{0}", _staging.Folder, StringComparison.Ordinal))
        );
        var entries = Entries();
        var script = entries["app/.venv/bin/tool"].ShouldBeOfType<BytesEntry>();
        (Encoding.UTF8.GetString(script.Content.Span), script.Executable).ShouldBe((expected, true));
        Recorded(entries)["../../../bin/tool"]
            .ShouldBe(RecordLine.Of("../../../bin/tool", Encoding.UTF8.GetBytes(expected)));
    }

    [Fact]
    public void RecordHasEveryFileAndNoOther()
    {
        _staging.Install(
            "shop-1",
            ("shop/a.py", "1"),
            ("shop/__pycache__/a.cpython-313.pyc", "x"),
            ($"{_staging.Up}etc/shop.conf", "c")
        );
        var record = Recorded(Entries());
        record
            .Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["../../../etc/shop.conf", "shop-1.dist-info/RECORD", "shop-1.dist-info/WHEEL", "shop/a.py"]);
        record["shop/a.py"].ShouldBe(RecordLine.Of("shop/a.py", "1"u8));
        record["shop-1.dist-info/RECORD"].ShouldBe(new RecordLine("shop-1.dist-info/RECORD", "", ""));
    }

    [Theory]
    [InlineData("../../../../etc/x")]
    [InlineData("../../../bin/../../etc/x")]
    [InlineData("/etc/x")]
    public void FileOutsideTheEnvironmentIsRefused(string path)
    {
        _staging.Install("shop-1");
        _staging.Record("shop-1", new RecordLine(path, "", ""));
        _folder.Write("etc/x", "planted");
        Failure.Of(() => Entries()).Code.ShouldBe("PYC3033");
    }

    [Fact]
    public void ConsoleScriptOutsideTheEnvironmentIsRefused()
    {
        _staging.Install("shop-1", (EntryPoints, "[console_scripts]\n../../../etc/x = shop:main\n"));
        Failure.Of(() => Entries()).Code.ShouldBe("PYC3033");
    }

    [Theory]
    [InlineData("shop/gone.py")]
    [InlineData("bin:gone")]
    public void RecordedFileThatIsNotThereIsRefused(string place)
    {
        var path = place.Replace("bin:", _staging.Bin, StringComparison.Ordinal);
        _staging.Install("shop-1", ("shop/a.py", "1"));
        _staging.Record("shop-1", RecordLine.Of(path, "1"u8));

        var failure = Failure.Of(() => Entries());

        (failure.Code, failure.File).ShouldBe(
            ("PYC3091", Path.GetFullPath(path, _folder[_staging.SitePackages])));
        failure.Message.ShouldContain("RECORD of shop 1");
    }

    [Fact]
    public void WhatIsRecordedWithoutAHashAndIsNotThereIsToldAndLeftOut()
    {
        _staging.Install("shop-1");
        _staging.Record("shop-1", new RecordLine("gone.py", "", ""));
        var log = new RecordingLog();
        Recorded(Entries(log)).ContainsKey("gone.py").ShouldBeFalse();
        log.Details.ShouldHaveSingleItem().ShouldContain("gone.py");
    }

    // Where the environment takes one for the other, as on Windows and macOS, one of two names has the other's content.
    [Fact]
    public void NamesThatDifferInCaseOnlyAndShareAFileAreRefused()
    {
        _staging.Install("shop-1", ("shop/case.py", "lower"));
        _staging.Install("store-1", ("shop/Case.py", "upper"));
        File.WriteAllText(_folder[$"{_staging.SitePackages}/shop/case.py"], "upper");
        var read = _staging.Read();

        var failure = Should.Throw<PyContainersException>(() => LayerWriter.Write(
            read.Distributions.SelectMany(new EnvironmentEntries(read, new ImagePaths(), "3.13", NullLog.Instance).Of),
            _folder["layers"], LayerTime.Default, BaseTree.Empty,
            cancellation: TestContext.Current.CancellationToken));

        failure.Diagnostic.Code.ShouldBe("PYC3090");
        failure.Message.ShouldContain("shop 1");
    }

    [Fact]
    public void LayoutOfTheHostDoesNotShow()
    {
        Dictionary<string, (string Text, bool Executable)> Of(string name, bool isWindows, out string fingerprint)
        {
            var staging = new Staging(_folder, name, isWindows);
            staging.Install(
                "shop-1",
                ("shop/a.py", "1"),
                ($"{staging.Up}share/man/shop.1", "man"),
                ($"{staging.Up}lib/shop/data.bin", "data"),
                ($"{staging.Bin}tool", "a script of the wheel's"),
                ($"{staging.Up}bin/data-tool", "in .data/data/bin"),
                ($"{staging.Up}Scripts/data-tool.bat", "in .data/data/Scripts"),
                ($"{staging.Up}Scripts/more/data.txt", "deeper"),
                (staging.Launcher("serve"), "uv's launcher, and no other's"),
                (EntryPoints, "[console_scripts]\nserve = shop:main\n")
            );
            fingerprint = staging.Distribution().Fingerprint;
            return new EnvironmentEntries(staging.Read(), new ImagePaths(), "3.13", NullLog.Instance)
                .Of(staging.Distribution())
                .ToDictionary(entry => entry.Path, entry => (Encoding.UTF8.GetString(EntryContent.Read(entry)),
                    entry is BytesEntry { Executable: true }), StringComparer.Ordinal);
        }

        var linux = Of("linux", isWindows: false, out var one);
        var windows = Of("windows", isWindows: true, out var other);

        windows.ShouldBe(linux, ignoreOrder: true);
        other.ShouldBe(one);
        linux["app/.venv/bin/data-tool"].ShouldBe(("in .data/data/bin", true));
        linux["app/.venv/bin/data-tool.bat"].ShouldBe(("in .data/data/Scripts", true));
    }

    [Fact]
    public void MetadataOfALocalPackageHasTheLineEndsOfLinux()
    {
        const string Metadata = "shop-1.dist-info/METADATA";
        _staging.InstallBytes(
            "shop-1",
            "Root-Is-Purelib: true\r\nTag: py3-none-any\r\n",
            (Metadata, "Name: shop\r\nVersion: 1\r\n\rText\r\n"u8.ToArray()),
            ("shop-1.dist-info/binary", "a\r\n\0"u8.ToArray()),
            ("shop/a.py", "1\r\n"u8.ToArray())
        );

        string Text(string path, string[] local) => Encoding.UTF8.GetString(EntryContent.Read(
            new EnvironmentEntries(_staging.Read(), new ImagePaths(), "3.13", NullLog.Instance)
            {
                Local = local.ToHashSet(StringComparer.Ordinal),
            }.Of(_staging.Distribution()).Single(entry => entry.Path == $"{InImage}/{path}")));

        const string Expected = "Name: shop\nVersion: 1\n\rText\n";
        Text(Metadata, ["shop"]).ShouldBe(Expected);
        Text("shop-1.dist-info/WHEEL", ["shop"]).ShouldBe("Root-Is-Purelib: true\nTag: py3-none-any\n");
        RecordFile.Parse(Text("shop-1.dist-info/RECORD", ["shop"]))
            .ShouldContain(RecordLine.Of(Metadata, Encoding.UTF8.GetBytes(Expected)));
        Text("shop-1.dist-info/binary", ["shop"]).ShouldBe("a\r\n\0");
        Text("shop/a.py", ["shop"]).ShouldBe("1\r\n");
        Text(Metadata, []).ShouldContain("\r\n");
    }

    [Fact]
    public void ChangedMetadataOfALocalPackageIsRefused()
    {
        _staging.Install("shop-1");
        File.AppendAllText(_folder[$"{_staging.SitePackages}/shop-1.dist-info/WHEEL"], "Tag: x\r\n");

        Failure.Of(() => new EnvironmentEntries(_staging.Read(), new ImagePaths(), "3.13", NullLog.Instance)
        {
            Local = new HashSet<string>(StringComparer.Ordinal) { "shop" },
        }.Of(_staging.Distribution()).ToList()).Code.ShouldBe("PYC3090");
    }

    [Fact]
    public void SkeletonNamesNothingOfThisMachine()
    {
        _staging.Install("shop-1");
        var entries = Environment(NullLog.Instance).Skeleton("3.13.15", null).ToList();
        entries
            .OfType<LinkEntry>()
            .ShouldBe([
                new("app/.venv/bin/python", "/opt/python/bin/python3.13"),
                new("app/.venv/bin/python3", "python"),
                new("app/.venv/bin/python3.13", "python"),
            ]);
        var configuration = entries.OfType<BytesEntry>().ShouldHaveSingleItem();
        configuration.Path.ShouldBe("app/.venv/pyvenv.cfg");
        Encoding
            .UTF8.GetString(configuration.Content.Span)
            .ShouldBe(
                "home = /opt/python/bin\nimplementation = CPython\nversion_info = "
                    + "3.13.15\ninclude-system-site-packages = false\n"
            );
    }

    [Fact]
    public void FileThatTheWheelMadeExecutableStaysSo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such bit");
        var staging = new Staging(_folder);
        staging.Install("shop-1", ("shop/run.bat", "x"), ("shop/data.txt", "x"));
        MakeExecutable(_folder[$"{staging.SitePackages}/shop/run.bat"]);
        var entries = Entries(staging);
        entries["shop/run.bat"].ShouldBe(true);
        entries["shop/data.txt"].ShouldBeNull();

        // A file system that gives the bit to every file.
        foreach (var file in Directory.EnumerateFiles(staging.Folder, "*", SearchOption.AllDirectories))
            MakeExecutable(file);
        Entries(staging)["shop/run.bat"].ShouldBeNull();
    }

    private static void MakeExecutable(string file)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.UserExecute);
    }

    private static Dictionary<string, bool?> Entries(Staging staging)
    {
        var read = staging.Read();
        return new EnvironmentEntries(read, new ImagePaths(), "3.13", NullLog.Instance)
            .Of(read.Distributions[0]).OfType<FileEntry>()
            .ToDictionary(entry => entry.Path.Split("site-packages/")[1], entry => entry.Executable);
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, RecordLine> Recorded(Dictionary<string, LayerEntry> entries) =>
        RecordFile
            .Parse(
                Encoding.UTF8.GetString(
                    entries[$"{InImage}/shop-1.dist-info/RECORD"].ShouldBeOfType<BytesEntry>().Content.Span
                )
            )
            .ToDictionary(line => line.Path, StringComparer.Ordinal);

    private EnvironmentEntries Environment(ILog log) => new(_staging.Read(), new ImagePaths(), "3.13", log);

    private Dictionary<string, LayerEntry> Entries(ILog? log = null) =>
        Environment(log ?? NullLog.Instance)
            .Of(_staging.Distribution())
            .ToDictionary(entry => entry.Path, StringComparer.Ordinal);
}
