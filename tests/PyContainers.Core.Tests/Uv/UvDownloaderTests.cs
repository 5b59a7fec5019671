using System.Runtime.Versioning;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tests.Interpreters;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvDownloaderTests : IDisposable
{
    private const string Tar = "uv-x86_64-unknown-linux-gnu.tar.gz";
    private static readonly string s_name = OperatingSystem.IsWindows() ? "uv.exe" : "uv";
    private readonly TestDirectory _source = new();
    private readonly TestDirectory _cache = new();

    [Fact]
    public async Task ExecutableComesOutOfATarGz()
    {
        var executable = await Provide(Release(Tar, TarGz()));
        (await File.ReadAllTextAsync(executable, TestContext.Current.CancellationToken)).ShouldBe("the uv");
    }

    [Fact]
    public async Task ExecutableComesOutOfAZip()
    {
        var executable = await Provide(Release("uv-x86_64-pc-windows-msvc.zip", Archives.Zip(s_name, "the uv")));
        (await File.ReadAllTextAsync(executable, TestContext.Current.CancellationToken)).ShouldBe("the uv");
    }

    [Fact]
    public async Task SecondCallDoesNotNeedTheSource()
    {
        var release = Release(Tar, TarGz());
        var first = await Provide(release);
        File.Delete(_source[Tar]);
        (await Provide(release)).ShouldBe(first);
    }

    [Fact]
    public async Task WrongHashKeepsNothing()
    {
        var release = Release(Tar, TarGz()) with { Sha256 = new string('0', 64) };
        (await Failure.OfAsync(() => Provide(release))).Code.ShouldBe("PYC1005");
        _cache.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task SourceThatIsNotThereIsADownloadThatFailed()
    {
        var release = Release(Tar, TarGz());
        File.Delete(_source[Tar]);
        (await Failure.OfAsync(() => Provide(release))).Code.ShouldBe("PYC1004");
        _cache.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task ArchiveWithoutUvKeepsNothing()
    {
        var release = Release(Tar, Archives.TarGz(Archives.File("uv-x/uvx", "another")));
        (await Failure.OfAsync(() => Provide(release))).Code.ShouldBe("PYC1004");
        _cache.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task PasswordOfTheMirrorIsNotShown()
    {
        var release = new UvRelease("0.13.0", Tar, "nothing://me:secret@mirror/uv.tar.gz", new string('0', 64));
        var log = new RecordingLog();
        var diagnostic = await Failure.OfAsync(() =>
            new UvDownloader(_cache.Path, log).ProvideAsync(release, TestContext.Current.CancellationToken)
        );
        diagnostic.Code.ShouldBe("PYC1004");
        string.Join('\n', [diagnostic.Message, .. log.Steps, .. log.Details]).ShouldNotContain("secret");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task ExecutableMayBeRunByEverybody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        var executable = await Provide(Release(Tar, TarGz()));
        ((int)File.GetUnixFileMode(executable)).ShouldBe(0b111_101_101);
    }

    public void Dispose()
    {
        _source.Dispose();
        _cache.Dispose();
    }

    private static byte[] TarGz() =>
        Archives.TarGz(Archives.File("uv-x/uvx", "another"), Archives.File($"uv-x/{s_name}", "the uv"));

    private UvRelease Release(string asset, byte[] archive) =>
        new("0.13.0", asset, new Uri(_source.Write(asset, archive)).AbsoluteUri, Digests.Hex(Digests.Of(archive)));

    private Task<string> Provide(UvRelease release) =>
        new UvDownloader(_cache.Path, NullLog.Instance).ProvideAsync(release, TestContext.Current.CancellationToken);
}
