namespace PyContainers.EndToEnd.Tests;

/// <summary>Hosts that answer wrongly, or not at all, while a publish without a kit needs them.</summary>
public sealed class InternetFaultTests(PackageFixture package)
{
    // In the order in which a publish meets the hosts: what an attempt has fetched, the next ones have.
    private static readonly (string Host, string Kind, string Code)[] s_lasting =
    [
        ("INDEX", "page", "PYC1004"),
        ("FILES", "other", "PYC1004"),
        ("mcr.microsoft.com", "status", "PYC3017"),
        ("mcr.microsoft.com", "tls", "PYC3017"),
        ("westeurope.data.mcr.microsoft.com", "reset", "PYC3017"),
        ("releases.astral.sh", "page", "PYC1017"),
        ("releases.astral.sh", "other", "PYC1014"),
    ];

    [Fact]
    public void FaultsThatPassAreNotNoticed()
    {
        using var box = Box.OfProgram(package);
        box.Faults[box.Index] = new { kind = "status", times = 1 };
        box.Faults[box.Files] = new { kind = "half", times = 1 };
        box.Faults["releases.astral.sh"] = new { kind = "reset", times = 1 };

        box.Publish().ShouldSucceed().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void FaultsThatLastAreOneErrorEachAndLeaveNothing()
    {
        using var box = Box.OfProgram(package);
        foreach (var (host, kind, code) in s_lasting)
        {
            box.Faults.Clear();
            box.Faults[NameOf(box, host)] = new { kind };
            box.Publish().ShouldFailWith(code);
            File.Exists(box.Archive).ShouldBeFalse($"{kind} at {host}");
        }

        box.Faults.Clear();
        box.Publish().ShouldSucceed();
    }

    [Fact]
    public void DestinationThatIsNoRegistryIsOneError()
    {
        using var box = Box.OfProgram(package);
        string[] to = ["-p:ContainerRegistry=mirror.corp.test", "-p:ContainerRepository=team/app"];
        foreach (var kind in new[] { "page", "silent", "tls", "expired", "reset" })
        {
            box.Faults["mirror.corp.test"] = new { kind };
            box.Publish(to).ShouldFailWith(kind == "page" ? "PYC4026" : "PYC4001")
                .Message.ShouldContain("'mirror.corp.test'");
        }

        box.Faults.Clear();
        box.Publish(to).ShouldSucceed().Output.ShouldNotContain("unchanged, nothing sent");
    }

    private static string NameOf(Box box, string host) =>
        host switch { "INDEX" => box.Index, "FILES" => box.Files, _ => host };
}
