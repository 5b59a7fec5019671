using PyContainers.Core.Applications;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class LeftOutReportTests : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly RecordingLog _log = new();

    [Fact]
    public void LineCountsByGroup()
    {
        foreach (var path in new[] { ".git/config", ".env", "id_rsa", "a/__pycache__/x.pyc", "main.py" })
            _folder.Write(path);

        Report();

        _log.Steps.ShouldBe([
            "left out of the image: 1 version control, 1 environments and caches, 2 credentials by name",
        ]);
        _log.Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("open('conf/local.settings.json')")]
    [InlineData("path = \"local.settings.json\"")]
    [InlineData("# don't\nPath('..') / 'local.settings.json'")]
    public void FileThatCodeNamesIsAWarningAtThatLine(string code)
    {
        _folder.Write("conf/local.settings.json");
        _folder.Write("pkg/a.py", "import os\n" + code);

        Report();

        var warning = _log.Warnings.ShouldHaveSingleItem();
        warning.Code.ShouldBe("PYC2030");
        warning.Message.ShouldContain("conf/local.settings.json");
        warning.File.ShouldBe(_folder["pkg/a.py"]);
        warning.Line.ShouldBe(code.Contains('\n') ? 3 : 2);
    }

    [Fact]
    public void WhatTheUserIncludesOrExcludesIsNone()
    {
        _folder.Write(".env");
        _folder.Write("id_rsa");
        _folder.Write("a.py", "'.env', 'id_rsa', 'other'");

        LeftOutReport.Write(
            SourceFiles.Read(
                _folder.Path,
                "app",
                ExcludedPaths.None.With([_folder["id_rsa"]], LeftOutGroup.Excluded)
            ),
            [new FileEntry("app/.env", _folder[".env"])],
            _log
        );

        _log.Warnings.ShouldBeEmpty();
        _log.Steps.ShouldBe(["left out of the image: 1 PyContainerExclude"]);
    }

    [Fact]
    public void KeyInCodeStaysAndIsAWarning()
    {
        _folder.Write("read.py", "BEGIN = '-----BEGIN PRIVATE KEY-----'\n");
        _folder.Write("conf.py", "KEY = '''\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n'''\n");

        Report();

        var warning = _log.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.File, warning.Line).ShouldBe(("PYC2031", _folder["conf.py"], 2));
    }

    public void Dispose() => _folder.Dispose();

    private void Report() => LeftOutReport.Write(SourceFiles.Read(_folder.Path, "app", ExcludedPaths.None), [], _log);
}
