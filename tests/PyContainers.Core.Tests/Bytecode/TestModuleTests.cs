using PyContainers.Core.Bytecode;

namespace PyContainers.Core.Tests.Bytecode;

public sealed class TestModuleTests
{
    [Theory]
    [InlineData("pandas/tests/io/test_sql.py")]
    [InlineData("pandas/tests/io/conftest.py")]
    [InlineData("tornado/test/web_test.py")]
    [InlineData("tests/test_api.py")] // some distributions bring them at the top
    public void RunnersModulesInFoldersForTestsAre(string path) =>
        TestModule.Is("lib/python3.13/site-packages/" + path).ShouldBeTrue();

    [Theory]
    [InlineData("numpy/testing/_private/utils.py")]
    [InlineData("sqlalchemy/testing/suite/test_types.py")]
    [InlineData("django/test/client.py")] // applications import it
    [InlineData("astropy/tests/runner.py")] // astropy itself does
    [InlineData("pandas/tests/__init__.py")]
    [InlineData("shop/test_mode.py")]
    [InlineData("shop/latest/test_mode.py")]
    [InlineData("shop/Tests/test_mode.py")] // the image's file system tells the two apart
    [InlineData("shop/tests/Test_mode.py")]
    [InlineData("test_mode.py")]
    public void WhatAnApplicationMayImportIsNot(string path) =>
        TestModule.Is("lib/python3.13/site-packages/" + path).ShouldBeFalse();
}
