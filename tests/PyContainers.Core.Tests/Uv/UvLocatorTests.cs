using PyContainers.Core.Common;
using PyContainers.Core.Tests.Interpreters;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvLocatorTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();

    [Fact]
    public async Task NamedUvIsTaken()
    {
        var path = Scripted("named", "0.13.8");
        var tool = await Find(new UvOptions { Path = path });
        (tool.Path, tool.Version, tool.Kit).ShouldBe((path, "0.13.8", null));
        _log.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task NamedUvThatIsTooOldIsRefused() =>
        (await Refused(new UvOptions { Path = Scripted("named", "0.9.30") })).ShouldBe("PYC1002");

    [Fact]
    public async Task NamedUvThatIsNotThereIsRefused() =>
        (await Refused(new UvOptions { Path = _folder["nowhere"] })).ShouldBe("PYC1002");

    [Fact]
    public async Task NamedFileThatIsNoUvIsRefused() =>
        (await Refused(new UvOptions { Path = _folder.Write("text", "not a program") })).ShouldBe("PYC1002");

    [Theory]
    [InlineData("0.12.14")]
    [InlineData("0.14.0")]
    public async Task NamedUvThatIsUntestedIsTakenWithAWarning(string version)
    {
        (await Find(new UvOptions { Path = Scripted("named", version) })).Version.ShouldBe(version);
        _log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC1003");
    }

    [Fact]
    public async Task UntestedUvOnThePathIsPassedOver()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script cannot be a uv.exe");
        Scripted("old/uv", "0.12.14");
        var tested = Scripted("new/uv", "0.13.8");
        var tool = await Find(new UvOptions { SearchPath = [_folder["nowhere"], _folder["old"], _folder["new"]] });
        tool.Path.ShouldBe(tested);
    }

    [Fact]
    public async Task KitHasTheUvThatThePathHasNot()
    {
        var kit = Kit();
        var tool = await Find(new UvOptions { OfflineKit = kit, SearchPath = [_folder["nowhere"]] });
        tool.Path.ShouldBe(Path.Combine(kit, Name("uv")));
        tool.Kit.ShouldNotBeNull().Folder.ShouldBe(kit);
    }

    [Fact]
    public async Task KitsUvComesBeforeOneOnThePath()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script cannot be a uv.exe");
        Scripted("new/uv", "0.13.9");
        var kit = Kit();
        var tool = await Find(new UvOptions { OfflineKit = kit, SearchPath = [_folder["new"]] });
        tool.Path.ShouldBe(Path.Combine(kit, Name("uv")));
    }

    [Fact]
    public async Task NamedUvKeepsTheKit()
    {
        var tool = await Find(new UvOptions { Path = Scripted("named", "0.13.8"), OfflineKit = Kit() });
        tool.Kit.ShouldNotBeNull();
        tool.Path.ShouldBe(_folder[Name("named")]);
    }

    [Fact]
    public async Task NothingAtHandMeansADownload() =>
        (await Refused(new UvOptions { DownloadUrl = Mirror })).ShouldBe("PYC1004");

    [Fact]
    public async Task VersionWithoutAHashIsRefused() =>
        (await Refused(new UvOptions { Version = "0.13.99", DownloadUrl = Mirror })).ShouldBe("PYC1006");

    [Theory]
    [InlineData("abc")]
    [InlineData("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task HashThatIsNoneIsRefused(string sha256) =>
        (
            await Refused(
                new UvOptions
                {
                    Version = "0.13.99",
                    Sha256 = sha256,
                    DownloadUrl = Mirror,
                }
            )
        ).ShouldBe("PYC2014");

    [Fact]
    public async Task WheelThatWasDownloadedIsFoundWithoutAnIndex()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script cannot be a uv.exe");
        var wheel = UvFile.Known(UvSupport.Pinned, UvLocator.Host)[0];
        Scripted($"cache/uv/{wheel.Version}-{wheel.Sha256[..12]}/uv", wheel.Version);
        (await Find(new UvOptions())).Version.ShouldBe(UvSupport.Pinned);
    }

    [Fact]
    public async Task IndexIsAskedBeforeTheRelease()
    {
        var options = new UvOptions { Indexes = () => [new UvIndex(Mirror)] };
        UvFile[] files =
            [.. UvFile.Known(UvSupport.Pinned, "linux-x64"), .. UvFile.Known(UvSupport.PinnedRelease, "linux-x64")];
        UvSource.Of(files, options).Select(source => source.Shown).ShouldBe(
            [Mirror, $"{UvSource.Releases}/{UvSupport.PinnedRelease}/{UvFile.Archive("linux-x64")}"]);
        var failure = await Failure.OfAsync(() => Find(options with { Version = UvSupport.Pinned }));
        (failure.Code, failure.Message.Contains(Mirror, StringComparison.Ordinal)).ShouldBe(("PYC1004", true));
    }

    [Fact]
    public async Task PinWithoutAnIndexIsToldApart() =>
        (await Refused(new UvOptions { Version = UvSupport.Pinned })).ShouldBe("PYC1020");

    [Fact]
    public async Task VersionWithItsHashComesFromTheMirror()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a script cannot be a uv.exe");
        var asset = UvFile.Archive(UvLocator.Host)!;
        var archive = Archives.TarGz(Archives.File("uv-x/uv", Script("0.13.99")));
        _folder.Write($"mirror/0.13.99/{asset}", archive);
        var options = new UvOptions
        {
            Version = "0.13.99",
            Sha256 = Digests.Hex(Digests.Of(archive)).ToUpperInvariant(),
            DownloadUrl = Mirror + "/",
        };
        (await Find(options)).Version.ShouldBe("0.13.99");
    }

    public void Dispose() => _folder.Dispose();

    private string Mirror => new Uri(_folder["mirror"]).AbsoluteUri;

    private static string Name(string name) => OperatingSystem.IsWindows() ? name + ".cmd" : name;

    private static string Script(string version)
    {
        var json = $$"""{"package_name":"uv","version":"{{version}}"}""";
        return OperatingSystem.IsWindows() ? $"@echo {json}\r\n" : $"#!/bin/sh\necho '{json}'\n";
    }

    private string Scripted(string name, string version)
    {
        var file = _folder.Write(Name(name), Script(version));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return file;
    }

    private string Kit()
    {
        Scripted("kit/uv", "0.13.8");
        _folder.Write(
            "kit/kit.json",
            $$"""{ "format": 1, "uv": { "version": "0.13.8", "{{UvLocator.Host}}": "{{Name("uv")}}" } }"""
        );
        return _folder["kit"];
    }

    private Task<UvTool> Find(UvOptions options) =>
        new UvLocator(options, _folder["cache"], _log).FindAsync(TestContext.Current.CancellationToken);

    private async Task<string> Refused(UvOptions options) => (await Failure.OfAsync(() => Find(options))).Code;
}
