using System.Text.Json;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Tests.Oci;

public sealed class ImageConfigTests
{
    private const string Full = """
        {"os":"linux","architecture":"arm64","config":{"User":"app:5","Env":["A=1","AB=2","A=b=c",7],
        "Labels":{"k":"v","n":1},"OnBuild":null},
        "rootfs":{"diff_ids":["sha256:22","sha256:23"]},"history":[{"a":1},{"b":2}],"x.later":{}}
        """;

    [Fact]
    public void TellsWhatItSays()
    {
        var config = ImageConfig.Parse(Full);
        (config.Platform, config.User).ShouldBe(("linux/arm64", "app:5"));
        config.DiffIds.ShouldBe(["sha256:22", "sha256:23"]);
        (config.Variable("A"), config.Variable("AB"), config.Variable("B")).ShouldBe(("b=c", "2", null));
        (config.Label("k"), config.Label("n"), config.Label("K")).ShouldBe(("v", null, null));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"config":null,"rootfs":null}""")]
    [InlineData("""{"config":[],"rootfs":{"diff_ids":null}}""")]
    [InlineData("""{"config":{"User":7,"Env":"A=1","Labels":[]},"rootfs":{}}""")]
    public void WhatIsMissingIsAbsent(string text)
    {
        var config = ImageConfig.Parse(text);
        config.Platform.ShouldBe("unknown/unknown");
        (config.User, config.Variable("A"), config.Label("k")).ShouldBe((null, null, null));
        config.DiffIds.ShouldBeEmpty();
    }

    [Fact]
    public void LayerWithoutADigestIsRefused() =>
        Should.Throw<JsonException>(() => ImageConfig.Parse("""{"rootfs":{"diff_ids":["sha256:22",null]}}"""))
            .Message.ShouldContain("diff_ids");

    [Fact]
    public void EditIsACopyAndKeepsWhatNobodyKnows()
    {
        var config = ImageConfig.Parse(Full);
        var edit = config.Edit();
        edit.SetVariable("AB", "3");
        edit.SetVariable("NEW", "");
        edit.SetUser("1:2");
        $"{config}".ShouldBe(Full);
        var made = edit.ToConfig();
        $"{made}".ShouldBe(Full.Trim().ReplaceLineEndings("").Replace("AB=2", "AB=3", StringComparison.Ordinal)
            .Replace("7]", "7,\"NEW=\"]", StringComparison.Ordinal).Replace("app:5", "1:2", StringComparison.Ordinal));
        made.Digest.ShouldNotBe(config.Digest);
    }

    // Engines take the last of two; one that stayed behind the new one would hide it.
    [Fact]
    public void VariableThatIsThereTwiceIsThereOnceAfterwards()
    {
        var edit = ImageConfig.Parse("""{"config":{"Env":["PATH=/a","A=1","PATH=/b"]}}""").Edit();
        edit.Variable("PATH").ShouldBe("/b");

        edit.SetVariable("PATH", "/x:/b");

        $"{edit.ToConfig()}".ShouldBe("""{"config":{"Env":["PATH=/x:/b","A=1"]}}""");
    }

    [Fact]
    public void AskingForAVariableChangesNothing()
    {
        var edit = ImageConfig.Parse("""{"config":{}}""").Edit();
        edit.Variable("PATH").ShouldBeNull();
        $"{edit.ToConfig()}".ShouldBe("""{"config":{}}""");
    }

    [Fact]
    public void HistoryIsFilledUpToTheLayers()
    {
        var edit = ImageConfig.Parse("""
            {"rootfs":{"diff_ids":["sha256:22","sha256:23"]},"history":[{"created_by":"a"},{"empty_layer":true}]}
            """).Edit();
        edit.AddLayers([("sha256:bb", "ours")], "then");
        $"{edit.ToConfig()}".ShouldBe("""
            {"rootfs":{"diff_ids":["sha256:22","sha256:23","sha256:bb"],"type":"layers"},"history":[{"created_by":"a"},
            {"empty_layer":true},{"created":"then","created_by":"layer of the base image"},
            {"created":"then","created_by":"ours"}]}
            """.ReplaceLineEndings(""));
    }

    [Fact]
    public void TopLayerCanBeTakenOff()
    {
        var config = ImageConfig.Parse(Full).WithoutTopLayer();
        config.DiffIds.ShouldBe(["sha256:22"]);
        $"{config}".ShouldContain("\"history\":[{\"a\":1}],\"x.later\":{}");
        $"{ImageConfig.Parse("""{"os":"linux"}""").WithoutTopLayer()}".ShouldBe("""{"os":"linux"}""");
    }
}
