using PyContainers.Core.Interpreters;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Interpreters;

public sealed class InterpreterArchiveTests : IDisposable
{
    private const string Library = "python/lib/libpython3.13.so.1.0";
    private readonly TestDirectory _folder = new();

    [Fact]
    public void FilesComeBelowThePrefixAndProgramsAreExecutable()
    {
        var entries = Entries(
            Archives.File("python/bin/python3.13", "elf"),
            Archives.File("python/lib/python3.13/os.py", "x"),
            Archives.File("python/bin/pip3", "p"),
            Archives.File("other/x", "x")
        );
        entries.Keys.ShouldBe(["opt/python/bin/python3.13", "opt/python/lib/python3.13/os.py"], ignoreOrder: true);
        entries["opt/python/bin/python3.13"].ShouldBeOfType<FileEntry>().Executable.ShouldBe(true);
        entries["opt/python/lib/python3.13/os.py"].ShouldBeOfType<FileEntry>().Executable.ShouldBeNull();
    }

    [Fact]
    public void LinksStayAndHardLinksBecomeLinks()
    {
        var entries = Entries(
            Archives.File("python/bin/python3.13", "elf"),
            Archives.Link("python/bin/python", "python3.13"),
            Archives.Link("python/bin/python3", "python"),
            Archives.HardLink("python/bin/py", "python/bin/python3.13"),
            Archives.HardLink("python/lib/run", "python/bin/python3.13")
        );
        entries
            .Values.OfType<LinkEntry>()
            .ShouldBe([
                new("opt/python/bin/py", "python3.13"),
                new("opt/python/bin/python", "python3.13"),
                new("opt/python/bin/python3", "python"),
                new("opt/python/lib/run", "../bin/python3.13"),
            ]);
    }

    [Fact]
    public void DamagedArchiveIsTold()
    {
        var whole = Archives.TarGz(Archives.File("python/bin/python3.13", "elf"));

        Failure.Of(() => InterpreterArchive.Unpack(
                _folder.Write("a.tar.gz", [.. whole[..30], 255, 255, 255, .. whole[33..]]), _folder.Folder("out"),
                TestContext.Current.CancellationToken))
            .Code.ShouldBe("PYC1012");
    }

    [Fact]
    public void DanglingLinkIsDropped() =>
        Entries(
            Archives.File("python/bin/python3.13", "elf"),
            Archives.Link("python/bin/tool", "pip3"),
            Archives.File("python/bin/pip3", "p")
        )
            .Keys.ShouldBe(["opt/python/bin/python3.13"]);

    [Theory]
    [InlineData("bin/run", "python3.13", true)]
    [InlineData("bin/run", "./python3.13", true)]
    [InlineData("lib/python3.13/run", "../../bin/python3.13", true)]
    [InlineData("lib/run", "../bin", true)]
    [InlineData("bin/run", "/opt/python/bin/python3.13", true)]
    [InlineData("bin/run", "/opt/python/bin/../bin/python3.13", true)]
    [InlineData("bin/run", "missing", false)]
    [InlineData("bin/run", "/opt/python/bin/missing", false)]
    [InlineData("bin/run", "/bin/python3.13", false)]
    [InlineData("bin/run", "/install/bin/python3.13", false)]
    // Out of the interpreter's folder, where a host's path functions would stop at the root.
    [InlineData("bin/run", "../../bin/python3.13", false)]
    [InlineData("bin/run", "/opt/python/../bin/python3.13", false)]
    [InlineData("bin/run", "run", false)]
    public void LinkStaysIfItLeadsToSomethingOfTheInterpreter(string path, string target, bool stays)
    {
        var entries = Entries(Archives.File("python/bin/python3.13", "elf"), Archives.Link("python/" + path, target));

        entries.Values.OfType<LinkEntry>().ShouldBe(stays ? [new LinkEntry("opt/python/" + path, target)] : []);
    }

    [Fact]
    public void LinkToALinkThatIsDroppedIsDroppedToo() =>
        Entries(
            Archives.File("python/bin/python3.13", "elf"),
            Archives.Link("python/bin/a", "b"),
            Archives.Link("python/bin/b", "gone"),
            Archives.File(Library, "so"),
            Archives.Link("python/lib/embed", "libpython3.13.so.1.0")
        )
            .Keys.ShouldBe(["opt/python/bin/python3.13"]);

    [Theory]
    [InlineData("static", false)]
    [InlineData("needs libpython3.13.so.1.0", true)]
    public void SharedLibraryStaysWhereItIsNeeded(string executable, bool expected)
    {
        var entries = Entries(
            Archives.File("python/bin/python3.13", executable),
            Archives.File(Library, "so"),
            Archives.Link("python/lib/libpython3.13.so", "libpython3.13.so.1.0")
        );
        entries.ContainsKey("opt/" + Library).ShouldBe(expected);
        entries.ContainsKey("opt/python/lib/libpython3.13.so").ShouldBe(expected);
    }

    [Fact]
    public void SharedLibraryAloneIsWhatEmbedsPythonNeeds() =>
        Unpack(Archives.File("python/bin/python3.13", "static"), Archives.File(Library, "so"),
                Archives.Link("python/lib/libpython3.13.so", "libpython3.13.so.1.0"),
                Archives.Link("python/lib/libpython3.so", "gone"), Archives.File("python/lib/libother.so", "so"))
            .SharedLibrary("/opt/python").Select(entry => entry.Path)
            .ShouldBe(["opt/" + Library, "opt/python/lib/libpython3.13.so"]);

    [Fact]
    public void BuildDataNamesThePlaceInTheImage()
    {
        const string path = "lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py";
        var entry = Entries(Archives.File("python/" + path, "prefix = '/install'\nlib = '/install/lib'\n"))[
            "opt/python/" + path
        ]
            .ShouldBeOfType<FileEntry>();
        File.ReadAllText(entry.Source).ShouldBe("prefix = '/opt/python'\nlib = '/opt/python/lib'\n");
    }

    [Fact]
    public void EntryThatWouldLeaveTheFolderIsPassedOver()
    {
        Entries(Archives.File("python/../../planted", "x"), Archives.File("python/lib/../../../planted", "x"))
            .ShouldBeEmpty();
        File.Exists(_folder["../planted"]).ShouldBeFalse();
        _folder.Files().ShouldBe(["python.tar.gz"]);
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, LayerEntry> Entries(params System.Formats.Tar.TarEntry[] entries) =>
        Unpack(entries).Entries("/opt/python", "3.13").ToDictionary(entry => entry.Path, StringComparer.Ordinal);

    private InterpreterArchive Unpack(params System.Formats.Tar.TarEntry[] entries) =>
        InterpreterArchive.Unpack(
            _folder.Write("python.tar.gz", Archives.TarGz(entries)), _folder.Folder("out"),
            TestContext.Current.CancellationToken);
}
