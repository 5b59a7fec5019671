using System.Text;
using PyContainers.Core.Environments;

namespace PyContainers.Core.Tests.Environments;

public sealed class ConsoleScriptTests
{
    private const string Body = """
        # -*- coding: utf-8 -*-
        import sys
        from shop.cli import App
        if __name__ == "__main__":
            if sys.argv[0].endswith("-script.pyw"):
                sys.argv[0] = sys.argv[0][:-11]
            elif sys.argv[0].endswith(".exe"):
                sys.argv[0] = sys.argv[0][:-4]
            sys.exit(App.run())

        """;

    [Fact]
    public void TextIsWhatUvWrites() =>
        Text("/app/.venv").ShouldBe("#!/app/.venv/bin/python\n" + Body.ReplaceLineEndings("\n"));

    [Fact]
    public void EnvironmentWithASpaceIsStartedThroughTheShell() =>
        Text("/a b")
            .ShouldBe("#!/bin/sh\n'''exec' '/a b/bin/python' \"$0\" \"$@\"\n' '''\n" + Body.ReplaceLineEndings("\n"));

    [Fact]
    public void ConsoleAndGuiScriptsAreRead() =>
        ConsoleScript
            .Parse(
                "[console_scripts]\r\nserve = shop.cli:App.run\r\n# note\nworker=shop.worker:main[extra1, "
                    + "extra2]\n\n[other.plugins]\nx = y:z\n[gui_scripts]\nwindow = shop.gui:main\n"
            )
            .ShouldBe([
                new("serve", "shop.cli", "App.run"),
                new("worker", "shop.worker", "main", "extra1,extra2"),
                new("window", "shop.gui", "main"),
            ]);

    [Theory]
    [InlineData("")]
    [InlineData("[console_scripts]\nmodule = shop.cli\n")]
    [InlineData("serve = shop.cli:main\n")]
    public void WhatIsNoScriptIsPassedOver(string entryPoints) => ConsoleScript.Parse(entryPoints).ShouldBeEmpty();

    private static string Text(string environment) =>
        Encoding.UTF8.GetString(new ConsoleScript("serve", "shop.cli", "App.run").Text(environment));
}
