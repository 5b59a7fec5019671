using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Tests.Interpreters;

public sealed class SharedLibraryTests
{
    [Fact]
    public void LiesWhereTheSystemHasIt()
    {
        var root = Path.GetFullPath("/pythons/cpython-3.13.9");
        var (python, library) = OperatingSystem.IsWindows() ? ("python.exe", "python313.dll")
            : OperatingSystem.IsMacOS() ? ("bin/python3.13", "lib/libpython3.13.dylib")
            : ("bin/python3.13", "lib/libpython3.13.so.1.0");

        SharedLibrary.Beside(Path.Combine(root, python), "3.13").ShouldBe(Path.Combine(root, library));
    }
}
