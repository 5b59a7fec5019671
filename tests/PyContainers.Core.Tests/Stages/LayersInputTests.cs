using PyContainers.Core.Applications;
using PyContainers.Core.Layers;
using PyContainers.Core.Stages;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Stages;

public sealed class LayersInputTests : IDisposable
{
    private readonly Publish _publish = new Publish().Restored();

    private LayersOptions Options => _publish.LayersOptions;

    [Fact]
    public void WhatEarlierStagesWroteIsIn()
    {
        var request = Request(Options);

        request.Project.Name.ShouldBe("demo");
        request.InterpreterArchive.ShouldBe(request.Interpreter.Archives[Publish.Rid]);
        request.BaseInterpreter.ShouldBeNull();
        request.EnvironmentFolder.ShouldBe(_publish.Platform.Environment);
        (request.Budget, request.Time).ShouldBe((LayerPlanner.DefaultBudget, LayerTime.Default));
    }

    [Fact]
    public void BasesInterpreterNeedsNoArchive()
    {
        File.WriteAllText(_publish.Platform.BaseInterpreters, "/usr/bin/python3.12\n/usr/bin/python3.13");

        var request = Request(Options with { UseBaseInterpreter = true });

        (request.InterpreterArchive, request.BaseInterpreter).ShouldBe((null, "/usr/bin/python3.13"));
    }

    [Fact]
    public void IncludedFilesAndTheUsersNameAreEntries()
    {
        var file = _publish.Write("outside.txt", "x");
        var options = Options with { Include = [new IncludedFile(file, file, "data/x.txt")], User = "77:78" };
        Request(options).AppEntries.Select(entry => entry.Path).ShouldBe(["app/data/x.txt"]);

        Request(options with { PasswdEntry = true }).AppEntries.Select(entry => entry.Path)
            .ShouldBe(["app/data/x.txt", "etc/passwd", "etc/group"], ignoreOrder: true);
    }

    [Fact]
    public void PackageSourcesAreEntriesWhenTheyAreWanted()
    {
        Request(Options).AppEntries.ShouldBeEmpty();

        Request(Options with { IncludePackageSources = true }).AppEntries.Select(entry => entry.Path)
            .ShouldContain("app/src/demo/__init__.py");
    }

    [Fact]
    public void WritableFoldersAreTheUsers() =>
        Request(Options with { WritableFolders = ["./data/", "/var//lib/demo"], User = "7:8" }).WritableFolders
            .ShouldBe([
                new DirectoryEntry("app/data") { Writer = 7 },
                new DirectoryEntry("var/lib/demo") { Writer = 7 },
            ]);

    [Theory]
    [InlineData(".")]
    [InlineData("/app")]
    [InlineData("/app/")]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("/app/../../x")]
    [InlineData("data/..")]
    [InlineData("/opt")]
    [InlineData("/sys/x")]
    public void FolderThatCannotBeWritableIsRefused(string folder)
    {
        var error = Failure.Of(() => Request(Options with { WritableFolders = [folder] }));

        error.Code.ShouldBe("PYC2014");
        error.Message.ShouldStartWith($"PyContainerWritableDirectory is '{folder}'");
    }

    [Theory]
    [InlineData(".venv")]
    [InlineData("/app/.venv/lib")]
    [InlineData("/opt/python/lib")]
    public void WhatUvFillsCannotBeWritable(string folder) =>
        Failure.Of(() => Request(Options with { WritableFolders = [folder] })).Code.ShouldBe("PYC2061");

    [Fact]
    public void EnvironmentThatIsTheWorkingDirectoryHasWritableFoldersInIt()
    {
        var options = Options with { Paths = new ImagePaths(Environment: "/app"), WritableFolders = ["data"] };
        Request(options).WritableFolders.ShouldBe([new DirectoryEntry("app/data") { Writer = 1654 }]);
        Failure.Of(() => Request(options with { WritableFolders = ["lib/python3.13"] })).Code.ShouldBe("PYC2061");
    }

    [Fact]
    public void UserThatCannotReachItsFilesIsAnError()
    {
        var root = new BaseFolder("closed", 0b111_000_000, 0, 0, new Dictionary<string, string>(), []);
        _publish.Platform.BaseTree.Write(new BaseTree([root]));
        var closed = Options with { Paths = new ImagePaths(Environment: "/closed/env") };

        var error = Failure.Of(() => Request(closed));

        error.Code.ShouldBe("PYC3042");
        error.Message.ShouldContain("'/closed'");
        error.Message.ShouldContain("0700 0:0");
    }

    [Theory]
    [InlineData("yesterday")]
    [InlineData("999999999999999")]
    public void TimeThatIsNoneIsAnError(string epoch) =>
        Failure.Of(() => Request(Options with { SourceDateEpoch = epoch })).Code.ShouldBe("PYC2014");

    public void Dispose() => _publish.Dispose();

    private LayersRequest Request(LayersOptions options) => new LayersInput(_publish.State, options).Request();
}
