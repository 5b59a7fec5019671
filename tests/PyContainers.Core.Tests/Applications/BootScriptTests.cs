using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Environments;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

public sealed class BootScriptTests : IDisposable
{
    private const string Path = "/app/.venv/bin:/usr/local/bin:/usr/bin:/bin";

    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData("#!/bin/sh\nexec x\n")]
    [InlineData("#! /bin/sh -e\n")]
    [InlineData("#!/bin/sh")]
    [InlineData("#!/usr/bin/env sh\n")]
    [InlineData("#!/usr/bin/env -S LANG=C sh -e\n")]
    [InlineData("#!/usr/bin/env python\n")]
    [InlineData("#!/usr/bin/env gunicorn\n")]
    [InlineData("#!/opt/python/bin/python3.13\n")]
    [InlineData("#!/app/.venv/bin/python\n")]
    [InlineData("#!/opt/of-the-base/tool\n")]
    [InlineData("#!/app/tool\n")]
    [InlineData("\u007fELF")]
    public void WhatLinuxCanStartIsFine(string text) =>
        Check(text, Path, "/bin/sh", "/usr/bin/env", "/usr/bin/sh").ShouldBeNull();

    [Theory]
    [InlineData("#!/bin/sh\n", "/bin/sh")]
    [InlineData("#!/bin/bash -eu\n", "/bin/bash")]
    [InlineData("#!/usr/bin/env bash\n", "bash")]
    [InlineData("#!/usr/bin/env -S X=1 bash -e\n", "bash")]
    [InlineData("#!/usr/local/bin/python3\n", "/usr/local/bin/python3")]
    public void MissingInterpreterIsNamedWithTheBase(string text, string interpreter)
    {
        var error = Check(text, Path, "/usr/bin/env")!;
        (error.Code, error.File, error.Line).ShouldBe(("PYC2019", _folder["boot.sh"], 1));
        error.Message.ShouldContain($"'{interpreter}'");
        error.Message.ShouldContain("'the-base'");
    }

    [Fact]
    public void EnvItselfMayBeMissing() =>
        Check("#!/usr/bin/env sh\n", Path, "/bin/sh")!.Message.ShouldContain("/usr/bin/env");

    [Fact]
    public void FolderThatNobodyLookedIntoMayHaveIt() =>
        Check("#!/usr/bin/env java\n", "/opt/java/bin:/usr/bin", "/usr/bin/env").ShouldBeNull();

    [Fact]
    public void LineOfAnotherSystemIsAnErrorOfItsOwn()
    {
        Check("#!/bin/sh\r\nexec x\r\n", Path, "/bin/sh")!.Message.ShouldContain("LF");
        var both = Check("#!/bin/bash\r\n", Path, "/bin/sh")!.Message;
        both.ShouldContain("LF");
        both.ShouldContain("'/bin/bash'");
    }

    [Theory]
    [InlineData(Shebang.Longest, "\n", true)]
    [InlineData(Shebang.Longest, "", true)]
    [InlineData(Shebang.Longest + 1, "\n", false)]
    [InlineData(Shebang.Longest + 1, "", false)]
    public void LineThatLinuxWouldCutIsAnError(int length, string end, bool fine)
    {
        var error = Check("#!/bin/sh ".PadRight(length, 'x') + end, Path, "/bin/sh");

        (error is null).ShouldBe(fine);
        (error?.Message ?? "255").ShouldContain("255");
    }

    [Theory]
    [InlineData("echo hello\n")]
    [InlineData("\ufeff#!/bin/sh\n")]
    [InlineData("")]
    public void FileWithoutAFirstLineForLinuxIsAnError(string text) =>
        Check(text, Path, "/bin/sh")!.Code.ShouldBe("PYC2019");

    [Theory]
    [InlineData("./boot.sh", true)]
    [InlineData("/app/boot.sh", true)]
    [InlineData("bin/../boot.sh", true)]
    [InlineData("/app/link", true)]
    [InlineData("gunicorn", false)]
    [InlineData("/bin/sh", false)]
    [InlineData("./other.sh", false)]
    [InlineData("dangling/../../x", false)]
    public void CommandIsLookedUpAsARuntimeDoes(string command, bool found) =>
        (Find(command, "#!/bin/sh\n", Path, "/bin/sh").Script is not null).ShouldBe(found);

    [Fact]
    public void NameAloneIsLookedForOnThePathOnly()
    {
        Code("boot.sh", Path).ShouldBe("PYC2019");
        Code("boot.sh", "/app:" + Path).ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();

    private string? Code(string command, string path)
    {
        var (script, programs) = Find(command, "#!/bin/sh\n", path, "/bin/sh");
        return Failed(script, programs)?.Code;
    }

    private Diagnostic? Check(string text, string path, params string[] programs)
    {
        var (script, all) = Find("./boot.sh", text, path, programs);
        return Failed(script!, all);
    }

    private static Diagnostic? Failed(BootScript? script, ImagePrograms programs)
    {
        try
        {
            script?.Check(programs, "the-base");
            return null;
        }
        catch (PyContainersException e)
        {
            return e.Diagnostic;
        }
    }

    private (BootScript? Script, ImagePrograms Programs) Find(
        string command,
        string text,
        string path,
        params string[] programs
    )
    {
        LayerEntry[] application =
        [
            new FileEntry("app/boot.sh", _folder.Write("boot.sh", text)),
            new LinkEntry("app/link", "boot.sh"),
        ];
        var gunicorn = new Distribution(
            "gunicorn",
            "1",
            "gunicorn-1.dist-info",
            true,
            [],
            [new ConsoleScript("gunicorn", "gunicorn", "run")],
            "",
            0
        );
        var view = new ContainerView
        {
            Base = new BaseImageFacts(null, false, false, [], [], programs, "", "", null),
            Application = application,
            MinorVersion = "3.13",
            Staging = new StagingEnvironment("", "", [gunicorn]),
            SearchPath = path,
            OwnsApplication = false,
        };
        var all = new ImagePrograms(view);
        return (BootScript.Find(command, view, all), all);
    }
}
