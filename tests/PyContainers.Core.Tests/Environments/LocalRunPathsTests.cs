using System.Text;
using PyContainers.Core.Elf;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Environments;

public sealed class LocalRunPathsTests : IDisposable
{
    private const string LocalTag = "Root-Is-Purelib: false\nTag: cp313-cp313-linux_x86_64\n";

    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData("/home/me/.local/share/uv/python/cpython-3.13.15-linux-x86_64-gnu/lib", "/opt/python/lib")]
    [InlineData("/x/cpython-3.13-linux-x86_64-gnu/lib", "/opt/python/lib")]
    [InlineData("/x/cpython-3.13.0rc2+freethreaded-linux-x86_64-gnu/lib", "/opt/python/lib")]
    [InlineData("/x/cpython-3.12.1-linux-x86_64-gnu/lib", "")]
    [InlineData("/home/me/lib:$ORIGIN/../a.libs:/usr/lib/x", "$ORIGIN/../a.libs:/usr/lib/x")]
    [InlineData("/home/dev/.cache/uv/builds-v0/.tmpAbc/lib", "")]
    [InlineData("", "")]
    public void OfALocalBuildIsTheImages(string runPath, string expected)
    {
        var entries = Entries(runPath, LocalTag);

        var module = entries["app/.venv/lib/python3.13/site-packages/one.abi3.so"].ShouldBeOfType<BytesEntry>();
        RunPathOf(module.Content).ShouldBe(expected);
        module.Origin.ShouldBe("one");
        // The record has the new content's hash.
        Record(entries).ShouldContain(Encoding.UTF8.GetString(
            RecordFile.Write([RecordLine.Of("one.abi3.so", module.Content.Span)])).Trim());
        RunPathOf(((BytesEntry)entries["app/.venv/bin/two"]).Content).ShouldBe(expected);
    }

    [Fact]
    public void WheelOfAnIndexStaysAsItIs()
    {
        var entries = Entries("/home/me/lib", "Root-Is-Purelib: false\nTag: cp313-cp313-manylinux_2_17_x86_64\n");

        entries["app/.venv/lib/python3.13/site-packages/one.abi3.so"].ShouldBeOfType<FileEntry>();
    }

    [Fact]
    public void LibraryThatIsLeftBehindIsAWarning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "no library for Linux is built there");
        _folder.Write("theirs/libfoo.so.1", "");

        Entries(_folder["theirs"], LocalTag);

        _log.Warnings.Select(warning => warning.Code).Distinct().ShouldBe(["PYC3055"]);
        _log.Warnings[0].Message.ShouldContain($"to load 'libfoo.so.1' from '{_folder["theirs"]}' of this machine");
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, LayerEntry> Entries(string runPath, string wheel)
    {
        // One with a path needs a change, one without does not.
        var content = new ElfBytes { RunPath = runPath.Length == 0 ? "/x/lib" : runPath, Needs = ["libfoo.so.1"] };
        var bytes = content.ToArray();
        var staging = new Staging(_folder);
        staging.InstallBytes("one-1.0", wheel, ("one.abi3.so", bytes), (staging.Bin + "two", bytes));
        return new EnvironmentEntries(staging.Read(), new ImagePaths(), "3.13", _log)
            .Of(staging.Distribution()).ToDictionary(entry => entry.Path, StringComparer.Ordinal);
    }

    private static string Record(Dictionary<string, LayerEntry> entries) =>
        Encoding.UTF8.GetString(((BytesEntry)entries.First(one =>
            one.Key.EndsWith("RECORD", StringComparison.Ordinal)).Value).Content.Span);

    private static string RunPathOf(ReadOnlyMemory<byte> content) =>
        string.Join(':', ElfFile.Read(new MemoryStream(content.ToArray()))!.RunPath);
}
