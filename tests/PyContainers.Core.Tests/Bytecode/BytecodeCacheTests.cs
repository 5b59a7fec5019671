using PyContainers.Core.Bytecode;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Bytecode;

public sealed class BytecodeCacheTests : IDisposable
{
    private static readonly string s_key = Digests.Of("shop 1");
    private readonly TestDirectory _folder = new();
    private readonly LayerCache _cache;

    public BytecodeCacheTests() => _cache = new LayerCache(_folder["cache"], TimeProvider.System);

    private string Kept => Path.Combine(_cache.Bytecode, Digests.Hex(s_key));

    [Fact]
    public void SoundPackIsUsed()
    {
        Fill();
        Encoding(Get().ShouldHaveSingleItem()).ShouldBe("bytecode");
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("cut")]
    [InlineData("delete")]
    [InlineData("other")]
    public void DamagedPackIsCompiledAgain(string how)
    {
        Fill();
        var pack = Path.Combine(Kept, "0.pack");
        var bytes = File.ReadAllBytes(pack);
        if (how == "flip")
            bytes[^1] ^= 0x10;
        if (how == "cut")
            bytes = bytes[..^4];
        if (how == "delete")
            File.Delete(pack);
        else if (how == "other")
            File.WriteAllText(Path.Combine(Kept, "sha256.txt"), Sums(Digests.Of("shop 2"), pack));
        else
            File.WriteAllBytes(pack, bytes);
        Should.Throw<Exception>(Get).Message.ShouldContain("no-python"); // it would be compiled
    }

    [Fact]
    public void SourceThatIsNotTheRecordedOneIsRefused()
    {
        var source = _folder.Write("a.py", "TAMPERED = True");
        var recorded = new RecordedContent("shop 1", "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
        var failure = Should.Throw<PyContainersException>(() => Get(
            new BytecodeSource(source, "app/a.py", "app/__pycache__/a.cpython-313.pyc", recorded)));
        failure.Diagnostic.Code.ShouldBe("PYC3090");
        failure.Diagnostic.File.ShouldBe(source);
        failure.Message.ShouldContain("shop 1");
        Directory.Exists(Kept).ShouldBeFalse();
    }

    public void Dispose() => _folder.Dispose();

    private static string Encoding(SliceEntry entry) => System.Text.Encoding.UTF8.GetString(entry.Read());

    private static string Sums(string key, string pack) => $"{key}\n{Digests.OfFile(pack)}";

    private void Fill()
    {
        byte[] content = [8, 0, 0, 0, .. "bytecode"u8];
        _folder.Write(Path.Combine(Kept, "0.pack"), content);
        File.WriteAllText(Path.Combine(Kept, "sha256.txt"), Sums(s_key, Path.Combine(Kept, "0.pack")));
    }

    private List<SliceEntry> Get() =>
        Get(new BytecodeSource(_folder.Write("a.py", ""), "app/a.py", "app/__pycache__/a.cpython-313.pyc"));

    private List<SliceEntry> Get(BytecodeSource source) =>
    [
        .. new BytecodeCache(_cache, new BytecodeCompiler(_folder["no-python"], new RecordingLog())).GetOrCompile(
            [new BytecodeGroup(s_key, [source])], TestContext.Current.CancellationToken),
    ];
}
