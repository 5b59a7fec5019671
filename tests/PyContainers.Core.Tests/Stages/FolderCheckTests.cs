using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class FolderCheckTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Fact]
    public void WritableFolderIsMadeAndNothingIsLeftInIt()
    {
        FolderCheck.Run(_folder["a/obj/"]);

        Directory.EnumerateFileSystemEntries(_folder["a/obj"]).ShouldBeEmpty();
    }

    [Fact]
    public void FolderThatCannotBeWrittenIsAnError()
    {
        var error = Failure.Of(() => FolderCheck.Run(_folder.Write("obj") + "/"));

        error.Code.ShouldBe("PYC2063");
        error.Message.ShouldContain(_folder["obj"]);
    }

    public void Dispose() => _folder.Dispose();
}
