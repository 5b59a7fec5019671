using System.Runtime.Versioning;
using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tests.Common;
using PyContainers.Core.Tests.Interpreters;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvDownloaderTests : IDisposable
{
    private const string Tar = "uv-x86_64-unknown-linux-gnu.tar.gz";
    private const string Wheel = "uv-1.0-py3-none-manylinux_2_17_x86_64.whl";
    private static readonly string s_name = OperatingSystem.IsWindows() ? "uv.exe" : "uv";
    private readonly ScriptedServer _server = new();
    private readonly TestDirectory _folder = new();
    private readonly TestDirectory _cache = new();
    private readonly RecordingLog _log = new();
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    private static byte[] TarGz { get; } =
        Archives.TarGz(Archives.File("uv-x/uvx", "another"), Archives.File($"uv-x/{s_name}", "the uv"));

    private static byte[] Whl { get; } = Archives.Zip($"uv-1.0.data/scripts/{s_name}", "the uv");

    private UvIndex Index => new(_server.Url + "/simple");

    [Fact]
    public async Task ExecutableComesOutOfATarGz() => (await Text(Release(Tar, TarGz))).ShouldBe("the uv");

    [Fact]
    public async Task ExecutableComesOutOfAZip() =>
        (await Text(Release("uv-x86_64-pc-windows-msvc.zip", Whl))).ShouldBe("the uv");

    [Theory]
    [InlineData("text/html", """<a class="x" href="{0}?a=1&amp;b=2#sha256=00">uv</a> <a href='other.whl'>other</a>""")]
    [InlineData("application/vnd.pypi.simple.v1+json", """{{"files":[{{"url":"{0}","hashes":{{}}}}]}}""")]
    public async Task ExecutableComesOutOfTheWheelOfAnIndex(string type, string page)
    {
        _server.On("/simple/uv/", Page(type, page, $"../../files/{Wheel}"))
            .On($"/files/{Wheel}", ScriptedAnswer.Of(200, Whl))
            .On($"/files/{Wheel}?a=1&b=2", ScriptedAnswer.Of(200, Whl));
        (await Text(new UvSource(File(Wheel, Whl), Index))).ShouldBe("the uv");
        _server.Requests[0].ShouldContain("Accept: application/vnd.pypi.simple.v1+json");
    }

    [Fact]
    public async Task HashOfTheUserFindsTheFileInAnIndex()
    {
        var file = File(Tar, Whl);
        _server.On("/simple/uv/", Page("text/html", "<a href=\"{0}\">x</a>", $"/f/odd.whl#sha256={file.Sha256}"))
            .On("/f/odd.whl", ScriptedAnswer.Of(200, Whl));
        (await Text(new UvSource(file, Index))).ShouldBe("the uv");
    }

    [Fact]
    public async Task FolderOfWheelsIsAnIndex()
    {
        _folder.Write(Wheel, Whl);
        var index = new UvIndex(new Uri(_folder.Path).AbsoluteUri, IsFlat: true);
        (await Text(new UvSource(File(Wheel, Whl), index))).ShouldBe("the uv");
    }

    [Fact]
    public async Task SecondCallDoesNotNeedTheSource()
    {
        var source = Release(Tar, TarGz);
        var first = await Provide(source);
        Downloader.Cached([File(Wheel, Whl), source.File]).ShouldBe(first);
        Downloader.Cached([File(Wheel, Whl)]).ShouldBeNull();
    }

    [Fact]
    public async Task NextSourceIsAskedWhenOneFails()
    {
        _server.On("/simple/uv/", ScriptedAnswer.Of(403));
        (await Text(new UvSource(File(Wheel, Whl), Index), Release(Tar, TarGz))).ShouldBe("the uv");
        _log.Steps.ShouldContain(line => line.Contains("403 Forbidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FailureNamesEverySourceWithItsReason()
    {
        _server.On("/simple/uv/", Page("text/html", "<html>{0}</html>", "Sign in"))
            .On("/r/1.0/" + Tar, ScriptedAnswer.Of(200, "<html>Sign in", "Content-Type: text/html"));
        var message = (await Refused(
            new UvSource(File(Wheel, Whl), Index),
            new UvSource(File(Tar, TarGz), null, $"{_server.Url}/r/1.0/{Tar}"),
            new UvSource(File(Tar, TarGz), null, "http://nowhere.invalid/uv"))).Message;
        message.ShouldContain($"'{_server.Url}/simple': its page lists no file of uv");
        message.ShouldContain($"{Tar}': a web page instead of the file");
        message.ShouldContain("nowhere.invalid");
    }

    [Fact]
    public async Task WrongHashKeepsNothing()
    {
        var source = Release(Tar, TarGz) with { File = new UvFile("1.0", Tar, new string('0', 64)) };
        (await Refused(source)).Code.ShouldBe("PYC1005");
        _cache.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task SourceThatIsNotThereIsADownloadThatFailed()
    {
        var source = Release(Tar, TarGz);
        System.IO.File.Delete(_folder[Tar]);
        (await Refused(source)).Code.ShouldBe("PYC1004");
        _cache.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task ArchiveWithoutUvKeepsNothing()
    {
        var source = Release(Tar, Archives.TarGz(Archives.File("uv-x/uvx", "another")));
        (await Refused(source)).Code.ShouldBe("PYC1004");
        _cache.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task PasswordIsNotShown()
    {
        _server.On("/simple/uv/", ScriptedAnswer.Of(500));
        var url = Index.Url.Replace("://", "://me:secret@", StringComparison.Ordinal);
        var failure = await Refused(
            new UvSource(File(Wheel, Whl), new UvIndex(url)),
            new UvSource(File(Tar, TarGz), null, "nothing://me:secret@mirror/uv.tar.gz"));
        failure.Code.ShouldBe("PYC1004");
        string.Join('\n', [failure.Message, .. _log.Steps, .. _log.Details]).ShouldNotContain("secret");
        _server.Requests[0].ShouldContain("Basic " + Convert.ToBase64String("me:secret"u8));
    }

    [Fact]
    public async Task LoginOfANamedIndexIsItsVariables()
    {
        (_variables["UV_INDEX_OUR_OWN_USERNAME"], _variables["UV_INDEX_OUR_OWN_PASSWORD"]) = ("me", "secret");
        await ShouldSend(Index with { Name = "our-own" }, "me:secret");
    }

    [Fact]
    public async Task LoginIsInTheNetrcFile()
    {
        _variables["NETRC"] = _folder.Write(
            "netrc", "machine other login a password b\nmachine 127.0.0.1\n  login me\n  password secret\n");
        await ShouldSend(Index, "me:secret");
    }

    [Fact]
    public async Task OtherHostDoesNotGetTheLogin()
    {
        using var files = new ScriptedServer().On($"/{Wheel}", ScriptedAnswer.Of(200, Whl));
        _server.On("/simple/uv/", Page("text/html", "<a href=\"{0}\">x</a>", $"{files.Url}/{Wheel}"));
        var index = new UvIndex(Index.Url.Replace("://", "://me:secret@", StringComparison.Ordinal));
        await Provide(new UvSource(File(Wheel, Whl), index));
        _server.Requests.ShouldHaveSingleItem().ShouldContain("Authorization");
        files.Requests.ShouldHaveSingleItem().ShouldNotContain("Authorization");
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task ExecutableMayBeRunByEverybody()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        var executable = await Provide(Release(Tar, TarGz));
        ((int)System.IO.File.GetUnixFileMode(executable)).ShouldBe(0b111_101_101);
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
        _cache.Dispose();
    }

    private static ScriptedAnswer Page(string type, string page, string url) =>
        ScriptedAnswer.Of(200, Encoding.UTF8.GetBytes(string.Format(null, page, url)), "Content-Type: " + type);

    private static UvFile File(string name, byte[] bytes) => new("1.0", name, Digests.Hex(Digests.Of(bytes)));

    private UvSource Release(string asset, byte[] archive) =>
        new(File(asset, archive), null, new Uri(_folder.Write(asset, archive)).AbsoluteUri);

    private async Task ShouldSend(UvIndex index, string login)
    {
        _server.On("/simple/uv/", Page("text/html", "<a href=\"{0}\">x</a>", $"/{Wheel}"))
            .On($"/{Wheel}", ScriptedAnswer.Of(200, Whl));
        await Provide(new UvSource(File(Wheel, Whl), index));
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login));
        _server.Requests.Count.ShouldBe(2);
        _server.Requests.ShouldAllBe(head => head.Contains(basic, StringComparison.Ordinal));
    }

    private UvDownloader Downloader => new(_cache.Path, _log)
    {
        Patience = new(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)),
        Variable = _variables.GetValueOrDefault,
    };

    private Task<string> Provide(params UvSource[] sources) =>
        Downloader.ProvideAsync(sources, TestContext.Current.CancellationToken);

    private async Task<string> Text(params UvSource[] sources) =>
        await System.IO.File.ReadAllTextAsync(await Provide(sources), TestContext.Current.CancellationToken);

    private Task<Diagnostic> Refused(params UvSource[] sources) => Failure.OfAsync(() => Provide(sources));
}
