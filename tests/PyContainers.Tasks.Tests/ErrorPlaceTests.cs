using PyContainers.Core.Diagnostics;

namespace PyContainers.Tasks.Tests;

public sealed class ErrorPlaceTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    private string Project => _folder.Write(
        "a.pyproj",
        "<Project>\n<PropertyGroup>\n<ContainerUser>root</ContainerUser>\n</PropertyGroup>\n<ItemGroup>\n"
            + "<PyContainerInclude Include=\"one\" />\n<PyContainerInclude\nInclude=\"two\" />\n"
            + "<PyContainerInclude Include=\"three\" />\n</ItemGroup>\n</Project>\n");

    [Theory]
    [InlineData("ContainerUser is 'root', which is not valid", 3)]
    [InlineData("Set PyContainerUvPath, or ContainerUser.", 3)]
    [InlineData("PyContainerInclude cannot add 'three'", 9)]
    [InlineData("PyContainerInclude cannot add 'four'", 6)]
    [InlineData("The disk is full.", 0)]
    [InlineData("PyContainerIncludeSources is 'x'", 0)]
    public void MessageWithoutAFilePointsIntoTheProjectFile(string message, int line)
    {
        var place = ErrorPlace.In(new Diagnostic("PYC2014", message), Project);

        (place.File, place.Line).ShouldBe((Project, line));
    }

    [Fact]
    public void FileOfTheMessageCounts()
    {
        var diagnostic = new Diagnostic("PYC2003", "ContainerUser", "/p/uv.lock", 3, 4);

        ErrorPlace.In(diagnostic, Project).ShouldBe(diagnostic);
        ErrorPlace.In(new Diagnostic("PYC2003", "x"), "").File.ShouldBeNull();
        ErrorPlace.In(new Diagnostic("PYC2003", "ContainerUser"), _folder["none.pyproj"]).Line.ShouldBe(0);
    }

    public void Dispose() => _folder.Dispose();
}
