using PyContainers.Core.Applications;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class DjangoStaticFilesTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("/obj/app/staticfiles", "app/staticfiles")]
    [InlineData("/obj/app/var/static", "app/var/static")]
    [InlineData("/obj/static", "static")] // BASE_DIR.parent / "static"
    [InlineData("/var/www/static", "var/www/static")]
    public void StaticRootLiesInTheImageWhereItLiesForTheApplication(string staticRoot, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "paths of Linux");
        DjangoStaticFiles.InImage("/obj/app", staticRoot, staticRoot, "app/").ShouldBe(expected);
    }

    // The host's /var is a link on macOS; on Windows the path gets a drive.
    [Theory]
    [InlineData("/private/var/www/static", "/var/www/static")]
    [InlineData("C:\\var\\www\\static", "\\var\\www\\static")]
    public void AbsoluteStaticRootIsThatOfTheImage(string onHost, string written) =>
        DjangoStaticFiles.InImage("/home/site/obj/static/app", onHost, written, "app/").ShouldBe("var/www/static");

    [Theory]
    [InlineData("/obj/app")]
    [InlineData("/obj")]
    public void ProjectsOwnFolderIsNoStaticRoot(string staticRoot) =>
        Failure.Of(() => DjangoStaticFiles.InImage("/obj/app", staticRoot, staticRoot, "app/"))
            .Code.ShouldBe("PYC2023");

    [Fact]
    public void WhatIsCollectedTakesThePlaceOfWhatLayThere()
    {
        _folder.Write("static/target.txt", "app/staticfiles");
        _folder.Write("static/files/admin/a.css");
        _folder.Write("static/files/site.css");
        LayerEntry[] application =
        [
            TarText.Text("app/manage.py", ""),
            TarText.Text("app/staticfiles/stale.css", ""),
            TarText.Text("app/staticfiles.py", ""),
        ];

        new DjangoStaticFiles(_folder["static"])
            .AddTo(application)
            .Select(entry => entry.Path)
            .ShouldBe([
                "app/manage.py",
                "app/staticfiles.py",
                "app/staticfiles/admin/a.css",
                "app/staticfiles/site.css",
            ]);
    }

    // The copy stays where it was when Python cannot be started.
    [Fact]
    public void CopyHasWhatTheImageWillHave()
    {
        var source = _folder.Write("src/manage.py", "x");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(source, UnixFileMode.UserRead);
        LayerEntry[] application =
        [
            new FileEntry("app/manage.py", source),
            new FileEntry("app/conf/added.toml", _folder.Write("added.toml", "x")),
            new FileEntry("etc/elsewhere", source),
        ];

        Record.Exception(() => new DjangoStaticFiles(_folder["static"])
            .CollectAsync(
                application, ["app/data/db", "var/lib/x"], "/app", "/nowhere", [],
                TestContext.Current.CancellationToken)
            .GetAwaiter().GetResult());

        Directory.Exists(_folder["static/app/data/db"]).ShouldBeTrue();
        File.Exists(_folder["static/app/conf/added.toml"]).ShouldBeTrue();
        Directory.EnumerateFileSystemEntries(_folder["static/app"]).Count().ShouldBe(3);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_folder["static/app/manage.py"])
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void ProjectWithoutManagePyIsRefused() =>
        Failure
            .Of(() =>
                new DjangoStaticFiles(_folder["static"])
                    .CollectAsync([TarText.Text("app/main.py", "")], [], "/app", "/env", [], CancellationToken.None)
                    .GetAwaiter()
                    .GetResult()
            )
            .Code.ShouldBe("PYC2014");

    public void Dispose() => _folder.Dispose();
}
