using System.Text.Json;
using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Tests.Interpreters;

/// <summary>The interpreters of a kit, as uv reads them.</summary>
public sealed class KeptPythonTests
{
    private static readonly PythonDownload s_download = new(
        "cpython-3.14.0rc1-linux-aarch64-gnu", "3.14.0rc1",
        "https://mirror.example/x/cpython-3.14.0rc1%2B2026-aarch64.tar.gz", "linux", "default", "cpython", "aarch64",
        "gnu", new PythonVersionParts(3, 14, 0));

    [Fact]
    public void ListHasTheArchivesHashAndNoHost()
    {
        var text = KeptPython.ListOf([new(s_download, new VerifiedArchive("/kit/a", "sha256:abc"))]);

        using var json = JsonDocument.Parse(text);
        var entry = json.RootElement.GetProperty(s_download.Key);
        entry.GetProperty("sha256").GetString().ShouldBe("abc");
        entry.GetProperty("url").GetString().ShouldBe("https://kit.invalid/cpython-3.14.0rc1%2B2026-aarch64.tar.gz");
        entry.GetProperty("prerelease").GetString().ShouldBe("rc1");
        entry.GetProperty("arch").GetProperty("family").GetString().ShouldBe("aarch64");
        text.ShouldNotContain("mirror");
    }

    [Theory]
    [InlineData("linux-arm64", true)]
    [InlineData("linux-x64", false)]
    [InlineData("linux-musl-arm64", false)]
    [InlineData("osx-arm64", false)]
    [InlineData("win-arm64", false)]
    public void RunsOnOneKindOfHost(string host, bool expected) => s_download.RunsOn(host).ShouldBe(expected);
}
