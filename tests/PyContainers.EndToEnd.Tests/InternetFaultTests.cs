namespace PyContainers.EndToEnd.Tests;

/// <summary>Hosts that answer wrongly, or not at all, while a publish without a kit needs them.</summary>
public sealed class InternetFaultTests(PackageFixture package)
{
    [Theory]
    [InlineData("INDEX", "status")]
    [InlineData("FILES", "half")]
    [InlineData("releases.astral.sh", "reset")]
    public void FaultThatPassesIsNotNoticed(string host, string kind)
    {
        using var box = Box.OfProgram(package);
        box.Faults[NameOf(box, host)] = new { kind, times = 1 };
        box.Publish().ShouldSucceed().Warnings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("INDEX", "page", "PYC1004")]
    [InlineData("FILES", "other", "PYC1004")]
    [InlineData("releases.astral.sh", "page", "PYC1017")]
    [InlineData("releases.astral.sh", "other", "PYC1014")]
    [InlineData("mcr.microsoft.com", "status", "PYC3017")]
    [InlineData("mcr.microsoft.com", "tls", "PYC3017")]
    [InlineData("westeurope.data.mcr.microsoft.com", "reset", "PYC3017")]
    public void FaultThatLastsIsOneErrorAndLeavesNothing(string host, string kind, string code)
    {
        using var box = Box.OfProgram(package);
        box.Faults[NameOf(box, host)] = new { kind };
        box.Publish().ShouldFailWith(code);
        File.Exists(box.Archive).ShouldBeFalse();
        box.Faults.Clear();

        box.Publish().ShouldSucceed();
    }

    [Theory]
    [InlineData("page", "PYC4026")]
    [InlineData("silent", "PYC4001")]
    [InlineData("tls", "PYC4001")]
    [InlineData("expired", "PYC4001")]
    [InlineData("reset", "PYC4001")]
    public void DestinationThatIsNoRegistryIsOneError(string kind, string code)
    {
        using var box = Box.OfProgram(package);
        string[] to = ["-p:ContainerRegistry=mirror.corp.test", "-p:ContainerRepository=team/app"];
        box.Faults["mirror.corp.test"] = new { kind };
        box.Publish(to).ShouldFailWith(code).Message.ShouldContain("'mirror.corp.test'");
        box.Faults.Clear();

        box.Publish(to).ShouldSucceed().Output.ShouldNotContain("unchanged, nothing sent");
    }

    private static string NameOf(Box box, string host) =>
        host switch { "INDEX" => box.Index, "FILES" => box.Files, _ => host };
}
