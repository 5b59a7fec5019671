using PyContainers.Core.Bases;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;
using PyContainers.Core.Tests.Oci;

namespace PyContainers.Core.Tests.Bases;

public sealed class BaseUserTests
{
    private static readonly BaseImageFacts s_facts = new(
        null,
        false,
        false,
        [
            new("root", 0, 0, "/root"),
            new("app", 1654, 1700, "/home/app"),
            new("nonroot", 65532, 65532, "/home/nonroot"),
        ],
        [],
        [],
        "",
        "",
        null
    );

    [Theory]
    [InlineData("1000", "1000:1000")]
    [InlineData("1654", "1654:1700")]
    [InlineData("1000:0", "1000:0")]
    [InlineData("app", "1654:1700")]
    [InlineData("app:5", "1654:5")]
    public void ARequestBecomesNumbers(string requested, string expected) => Resolve(requested).ShouldBe(expected);

    [Theory]
    [InlineData("nobody")]
    [InlineData("app:app")]
    [InlineData("1:2:3")]
    [InlineData("1:")]
    [InlineData("-1")]
    public void WhatCannotBeResolvedIsRefused(string requested) => Code(() => Resolve(requested)).ShouldBe("PYC3003");

    [Fact]
    public void AnUnknownNameIsToldWithTheKnownOnes() =>
        Should.Throw<PyContainersException>(() => Resolve("web")).Message.ShouldContain("'root', 'app', 'nonroot'");

    [Theory]
    [InlineData("0")]
    [InlineData("0:1000")]
    [InlineData("root")]
    public void RootIsRefusedUnlessAllowed(string requested)
    {
        Code(() => Resolve(requested)).ShouldBe("PYC3001");
        BaseUser.Resolve(requested, Base(""), s_facts, allowRoot: true).IsRoot.ShouldBeTrue();
    }

    [Theory]
    [InlineData("nonroot", "65532:65532")]
    [InlineData("app:app", "1654:1700")]
    [InlineData("7:8", "7:8")]
    [InlineData("", "1654:1700")]
    [InlineData("root", "1654:1700")]
    [InlineData("0:0", "1654:1700")]
    public void WithoutARequestTheBasesUserCountsUnlessItIsRoot(string own, string expected) =>
        BaseUser.Resolve(null, Base(own), s_facts, allowRoot: false).ToString().ShouldBe(expected);

    [Fact]
    public void TheBasesApplicationUserComesBeforeTheDefault() =>
        BaseUser.Resolve("", Base("root", "APP_UID=4242"), null, allowRoot: false).ShouldBe(new ImageUser(4242, 4242));

    [Fact]
    public void WithoutFactsTheDefaultIsItsOwnGroup() =>
        BaseUser.Resolve(null, TinyImage.Scratch("amd64"), null, allowRoot: false).ShouldBe(new ImageUser(1654, 1654));

    private static string Resolve(string requested) =>
        BaseUser.Resolve(requested, Base("nonroot"), s_facts, allowRoot: false).ToString();

    private static string Code(Action action) => Should.Throw<PyContainersException>(action).Diagnostic.Code;

    private static OciImage Base(string user, string env = "A=B") => TinyImage.Scratch("amd64") with
    {
        Config = ImageConfig.Parse($$$"""{"config":{"User":"{{{user}}}","Env":["{{{env}}}"]} }"""),
    };
}
