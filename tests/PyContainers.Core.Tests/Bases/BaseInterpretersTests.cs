using PyContainers.Core.Bases;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tests.Bases;

public sealed class BaseInterpretersTests
{
    [Theory]
    [InlineData("/usr/bin/python3.11", "3.11")]
    [InlineData("/usr/local/bin/python3.9", "3.9")]
    [InlineData("/usr/bin/python3.13t", null)]
    public void MinorIsInTheName(string path, string? minor) => BaseInterpreters.MinorOf(path).ShouldBe(minor);

    [Fact]
    public void WhatEveryPlatformHasIsCommon() =>
        BaseInterpreters
            .CommonMinors(
                "base",
                [
                    ["/usr/bin/python3.11", "/usr/bin/python3.12"],
                    ["/usr/local/bin/python3.12", "/usr/bin/python3.13"],
                ]
            )
            .ShouldBe(["3.12"]);

    [Theory]
    [InlineData("/usr/bin/python3.11", "/usr/bin/python3.12")]
    [InlineData("/usr/bin/python3.13t", "/usr/bin/python3.13t")]
    public void NothingInCommonIsAnError(string one, string other)
    {
        var error = Should.Throw<PyContainersException>(() => BaseInterpreters.CommonMinors("base", [[one], [other]]));
        error.Diagnostic.Code.ShouldBe("PYC3037");
        error.Diagnostic.Message.ShouldContain(other);
    }

    [Fact]
    public void LocalOneIsFoundFirstAsOnThePath() =>
        BaseInterpreters
            .Find(
                ["/opt/bin/python3.11", "/usr/bin/python3.11", "/usr/bin/python3.12", "/usr/local/bin/python3.11"],
                "3.11"
            )
            .ShouldBe("/usr/local/bin/python3.11");
}
