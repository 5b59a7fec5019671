namespace PyContainers.EndToEnd.Tests;

/// <summary>A publish without a kit, on a network that is made and broken here.</summary>
public sealed class InternetTests(PackageFixture package)
{
    [Fact]
    public void FreshMachinePublishesOnline()
    {
        using var box = Box.OfProgram(package);

        box.Publish().ShouldSucceed();

        ImageArchive.Read(box.Archive).Entrypoint.ShouldBe(["/app/.venv/bin/python", "/app/main.py"]);
        var requests = box.TakeRequests();
        requests.ShouldContain(
            line => line[0] == box.Files && line[5].Contains("/uv-0.13.8-", StringComparison.Ordinal));
        requests.ShouldContain(line => line[0] == "mcr.microsoft.com");
        requests.ShouldNotContain(line => line[0] == "github.com");
    }

    [Theory]
    [InlineData("system")]
    [InlineData("env")]
    public void ProxyWithALoginAndAnAuthorityOfItsOwn(string trust)
    {
        using var box = Box.OfProgram(package).BehindProxy("builder", "pa55/W@rd-1").Trust(trust);

        box.Publish().ShouldSucceed();

        var requests = box.TakeRequests();
        // A client of .NET gives its login when it is asked for it.
        requests.Where(line => line[0] == "proxy.corp.test").Select(line => line[2]).Distinct()
            .ShouldBeSubsetOf(["200", "407"]);
        requests.Select(line => line[0]).ShouldContain("mcr.microsoft.com");
        // Not the loopback registry, whose name is no host of the box.
        requests.ShouldNotContain(line => line[5].Contains("localhost", StringComparison.Ordinal));
    }

    [Fact]
    public void ProxyThatWantsALoginSaysSo()
    {
        using var box = Box.OfProgram(package).BehindProxy("builder", "pa55/W@rd-1");
        box.Project.Variables["HTTPS_PROXY"] = box.Project.Variables["HTTP_PROXY"] = "http://proxy.corp.test:3128";

        box.Publish().ShouldFailWith("PYC1004").Message.ShouldContain("the proxy asks for a login");
    }

    [Fact]
    public void InternalMirrorIsTheOnlyHost()
    {
        using var box = Box.OfProgram(package).OnlyNames("mirror.corp.test");
        // What docs/firewall.md tells to set.
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "firewall.md"))
            .Where(line => line.StartsWith("export ", StringComparison.Ordinal))
            .Where(line => line.Contains("mirror.", StringComparison.Ordinal))
            .Select(line => line["export ".Length..].Replace("example.com", "corp.test", StringComparison.Ordinal)
                .Split('=', 2))
            .ToList();
        lines.Count.ShouldBe(4);
        lines.ForEach(line => box.Project.Variables[line[0]] = line[1]);

        box.Publish("-p:ContainerRepository=team/app").ShouldSucceed();

        box.TakeRequests().ShouldAllBe(line => line[0] == "mirror.corp.test");
    }

    [Fact]
    public void UnchangedAndOneLinePublishesWorkWithEveryHostDown()
    {
        using var box = Box.OfProgram(package);
        const string to = "-p:ContainerRegistry=mirror.corp.test", repository = "-p:ContainerRepository=team/app";
        box.Publish(to, repository).ShouldSucceed();
        box.OnlyNames("mirror.corp.test");

        var unchanged = box.Publish(to, repository).ShouldSucceed();
        File.AppendAllText(box.Project["main.py"], "print('more')\n");
        var oneLine = box.Publish(to, repository).ShouldSucceed();

        foreach (var result in new[] { unchanged, oneLine })
            result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC4012");
    }

    [Fact]
    public void UnchangedPublishAsksTheDestinationOnly()
    {
        using var box = Box.OfProgram(package);
        var tags = Path.Combine(box.Content, "registry", "tags", "mcr.microsoft.com", "dotnet+runtime-deps");
        var digest = File.ReadAllText(Path.Combine(tags, "10.0-noble-chiseled"));
        string[] arguments =
        [
            "-p:ContainerRegistry=mirror.corp.test", "-p:ContainerRepository=team/app",
            "-p:ContainerBaseImage=mcr.microsoft.com/dotnet/runtime-deps@" + digest,
        ];
        box.Publish(arguments).ShouldSucceed();
        box.TakeRequests();

        box.Publish(arguments).ShouldSucceed();

        box.TakeRequests().ShouldAllBe(line => line[0] == "mirror.corp.test");
    }
}
