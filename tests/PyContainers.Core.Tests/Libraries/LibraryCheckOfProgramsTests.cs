namespace PyContainers.Core.Tests.Libraries;

public sealed class LibraryCheckOfProgramsTests
{
    private readonly SomeImage _image = new SomeImage().WithGlibc();

    private IEnumerable<string> Warnings => _image.Log.Warnings.Select(warning => warning.Code);

    [Fact]
    public void WhatTheInterpreterHasLoadedIsThereForModules()
    {
        _image.Interpreter("opt/python/bin/python3.13",
                new() { IsProgram = true, Needs = ["libpython3.13.so.1.0"], RunPath = "$ORIGIN/../lib" })
            .Interpreter("opt/python/lib/libpython3.13.so.1.0", new() { SoName = "libpython3.13.so.1.0" })
            .Interpreter("opt/python/lib/libz.so.1", new())
            .Module("old", "old", "libpython3.13.so.1.0");
        _image.Check();
        Warnings.ShouldBeEmpty();

        // Nothing says that it is loaded by then.
        _image.Module("zipper", "zipper", "libz.so.1");
        _image.Check();
        Warnings.ShouldBe(["PYC3051"]);

        // A module of the standard library does: psycopg's wheel counts on it.
        _image.Interpreter($"opt/python/lib/python3.13/lib-dynload/zlib{SomeImage.Tag}",
            new() { Needs = ["libz.so.1"], RunPath = "$ORIGIN/../.." });
        _image.Check();
        Warnings.ShouldBe(["PYC3051"]);

        // And a program has a loader of its own.
        _image.Of("uwsgi", "app/.venv/bin/uwsgi", new() { IsProgram = true, Needs = ["libpython3.13.so.1.0"] });
        Failure.Of(() => _image.Check()).Message.ShouldContain("'/app/.venv/bin/uwsgi' of 'uwsgi'");
    }

    [Fact]
    public void InterpreterThatCannotStartIsAnErrorButNotEveryModuleOfIts()
    {
        _image.Interpreter("opt/python/bin/python3.13", new() { IsProgram = true, Needs = ["libc.so.6 GLIBC_2.36"] })
            .Interpreter($"opt/python/lib/python3.13/lib-dynload/_crypt{SomeImage.Tag}",
                new() { Needs = ["libcrypt.so.1"] });
        _image.Check();
        Warnings.ShouldBeEmpty();

        _image.Interpreter("opt/python/bin/python3.13", new() { IsProgram = true, Needs = ["libc.so.6 GLIBC_2.38"] });
        foreach (var takenOver in new[] { false, true })
            Failure.Of(() => _image.Check(takenOver)).Code.ShouldBe("PYC3035");
    }

    [Fact]
    public void ApplicationsOwnProgramIsAnErrorIfTheImageStartsIt()
    {
        _image.Application("app/bin/tool", new() { IsProgram = true, Needs = ["libgone.so.1"] });
        _image.Check();
        Warnings.ShouldBe(["PYC3051"]);

        _image.Start = "/app/bin/tool";
        Failure.Of(() => _image.Check()).Code.ShouldBe("PYC3050");
    }

    [Fact]
    public void ProgramFindsWhatATakenOverLayerHas()
    {
        _image.Interpreter("opt/python/bin/python3.13", new() { IsProgram = true, Needs = ["libc.so.6"] })
            .Interpreter("opt/python/lib/libpython3.13.so.1.0", new())
            .Application("app/bin/tool", new()
            {
                IsProgram = true,
                Needs = ["libpython3.13.so.1.0"],
                RunPath = "/opt/python/lib",
            });
        _image.Start = "/app/bin/tool";

        _image.Check(takenOver: true);

        Warnings.ShouldBeEmpty();
    }
}
