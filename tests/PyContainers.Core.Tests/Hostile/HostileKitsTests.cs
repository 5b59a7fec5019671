using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Kits;
using PyContainers.Core.Tests.Kits;

namespace PyContainers.Core.Tests.Hostile;

/// <summary>Kits whose list vouches for parts that do harm: whoever can write a part can write its hash, too.</summary>
public sealed class HostileKitsTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData("../../out", "")]
    [InlineData("/tmp/out", "")]
    [InlineData("link", "/tmp")]
    [InlineData("link", "../../..")]
    public void PartThatLeadsOutOfItsFolderIsRefused(string name, string target)
    {
        if (name[0] == '/')
            Assert.SkipWhen(OperatingSystem.IsWindows(), "below a drive, so it lands in the folder");
        using var archive = new MemoryStream();
        using (var gzip = new GZipStream(archive, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(target.Length == 0
                ? new PaxTarEntry(TarEntryType.RegularFile, name)
                : new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
        }

        RefusesUv(archive.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no archive")]
    public void PartThatIsNoArchiveIsRefused(string content) => RefusesUv(Encoding.UTF8.GetBytes(content));

    [Fact]
    public void PartThatEndsTooEarlyIsRefused()
    {
        MadeKit.Write(_folder, _log, "one");
        RefusesUv(File.ReadAllBytes(Directory.EnumerateFiles(_folder["kit"], "uv-*").Single())[..^20]);
    }

    public void Dispose() => _folder.Dispose();

    private void RefusesUv(byte[] bytes)
    {
        MadeKit.Write(_folder, _log, "one");
        var file = Directory.EnumerateFiles(_folder["kit"], "uv-*").Single();
        var (size, hash) = (new FileInfo(file).Length, Digests.Hex(Digests.OfFile(file)));
        File.WriteAllBytes(file, bytes);
        _folder.Write("kit/kit.json", File.ReadAllText(_folder["kit/kit.json"])
            .Replace(hash, Digests.Hex(Digests.OfFile(file)), StringComparison.Ordinal)
            .Replace($"\"size\": {size}", $"\"size\": {bytes.Length}", StringComparison.Ordinal));

        var error = Failure.Of(() => OfflineKit.Open(
            _folder["kit"], MadeKit.Host, _folder["cache"], _log, TestContext.Current.CancellationToken));

        (error.Code, error.File).ShouldBe(("PYC1032", file));
        // Another part was unpacked before.
        Directory.EnumerateDirectories(_folder["cache/kits"]).Select(Path.GetFileName)
            .ShouldNotContain(name => name![0] == '.' || name == Digests.Hex(Digests.OfFile(file)));
        _folder.Files().ShouldNotContain(path => Path.GetFileName(path) == "out");
    }
}
