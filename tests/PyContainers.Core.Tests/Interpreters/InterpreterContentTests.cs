using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Tests.Interpreters;

public sealed class InterpreterContentTests
{
    [Theory]
    [InlineData("bin/python3.13")]
    [InlineData("bin/python")]
    [InlineData("lib/libpython3.13.so.1.0")]
    [InlineData("lib/python3.13/os.py")]
    [InlineData("lib/python3.13/unittest/main.py")]
    [InlineData("lib/python3.13/contest/x.py")]
    [InlineData("lib/python3.13/lib-dynload/_ssl.cpython-313-x86_64-linux-gnu.so")]
    [InlineData("lib/python3.13/_sysconfigdata__linux_x86_64-linux-gnu.py")]
    [InlineData("lib/python3.13/venv/__init__.py")]
    [InlineData("lib/python3.13/_pyrepl/main.py")]
    [InlineData("lib/python3.13/pydoc.py")]
    [InlineData("lib/python3.13/webbrowser.py")]
    [InlineData("lib/python3.13/tomllib/_parser.py")]
    public void WhatRunsAProgramIsKept(string path) => InterpreterContent.IsKept(path).ShouldBeTrue();

    [Theory]
    [InlineData("bin/pip3.13")]
    [InlineData("bin/idle3")]
    [InlineData("bin/pydoc3")]
    [InlineData("bin/python3.13-config")]
    [InlineData("include/python3.13/Python.h")]
    [InlineData("share/terminfo/x/xterm")]
    [InlineData("lib/pkgconfig/python3.pc")]
    [InlineData("lib/python3.13/site-packages/pip/__init__.py")]
    [InlineData("lib/python3.13/ensurepip/_bundled/pip.whl")]
    [InlineData("lib/python3.13/idlelib/run.py")]
    [InlineData("lib/python3.13/pydoc_data/topics.py")]
    [InlineData("lib/python3.13/tkinter/__init__.py")]
    [InlineData("lib/python3.13/lib-dynload/_tkinter.cpython-313-x86_64-linux-gnu.so")]
    [InlineData("lib/python3.13/config-3.13-x86_64-linux-gnu/Makefile")]
    [InlineData("lib/python3.13/test/test_os.py")]
    [InlineData("lib/python3.13/json/tests/x.py")]
    [InlineData("lib/python3.13/__pycache__/os.cpython-313.pyc")]
    [InlineData("lib/python3.13/turtle.py")]
    [InlineData("lib/python3.13/EXTERNALLY-MANAGED")]
    [InlineData("lib/tcl9.0/init.tcl")]
    [InlineData("lib/libtcl9.0.so")]
    [InlineData("lib/libpython3.13.a")]
    [InlineData("BUILD")]
    public void WhatAnImageHasNoUseForIsDropped(string path) => InterpreterContent.IsKept(path).ShouldBeFalse();

    [Theory]
    [InlineData("lib/libpython3.13.so.1.0", true)]
    [InlineData("lib/libpython3.so", true)]
    [InlineData("lib/libssl.so.3", false)]
    [InlineData("lib/python3.13/libpython3.13.so", false)]
    public void SharedLibraryIsKnownByItsPlaceAndName(string path, bool expected) =>
        InterpreterContent.IsSharedLibrary(path).ShouldBe(expected);
}
