namespace PyContainers.EndToEnd.Tests;

/// <summary>What the templates make is published as it is, and runs as a cautious cluster would run it.</summary>
public sealed class TemplatesTests(Templates templates) : IClassFixture<Templates>
{
    [Fact]
    public void AreListedWithTheirShortNames()
    {
        foreach (var name in new[] { "pycontainer ", "pycontainer-project ", "pycontainer-solution " })
            templates.Listed.ShouldContain(name);
    }

    [Theory]
    [InlineData("fastapi")]
    [InlineData("flask")]
    [InlineData("django")]
    public void ServiceAnswers(string framework)
    {
        using var project = templates.Make("pycontainer", "2nd.Shop-" + framework, "--framework", framework);

        var image = Publish(project, $"template-{framework}");

        using var container = new Container(image, "--tmpfs=/tmp");
        container.Get("/").ShouldContain($"Hello from 2nd.Shop-{framework}");
        container.Get("/healthz").ShouldContain("ok");
    }

    [Fact]
    public void WorkerEndsWhenItIsAskedTo()
    {
        using var project = templates.Make("pycontainer", "Night.Worker", "--framework", "worker");

        using var container = new Container(Publish(project, "template-worker"));
        // Until Python has come to the worker's handler, process 1 does not hear the signal.
        container.AwaitLog("Night.Worker is at work\n");
        container.Stop();

        container.Logs.ShouldBe("Night.Worker is at work\nNight.Worker has stopped\n");
    }

    [Fact]
    public void ProgramRuns()
    {
        using var project = templates.Make("pycontainer", "Once", "--framework", "none");

        Container.Run(Publish(project, "template-none")).ShouldBe("Hello from Once\n");
    }

    [Fact]
    public void ProjectFileIsAddedToWhatIsThere()
    {
        using var project = templates.Make("pycontainer-project", "hello");

        Container.Run(Publish(project, "template-project")).ShouldContain("as uid 1654");
    }

    [Fact]
    public void SolutionGivesTwoImagesThatTalk()
    {
        Tool.Require("docker", "version");
        Tool.Require("skopeo", "--version");
        using var project = templates.Make("pycontainer-solution", "My.Shop");
        var runtime = $"{Kit.Registry}/endtoend/dotnet";
        Tool.Run("env", "PYCONTAINERS_KIT=" + Kit.Folder, "bash",
            Path.Combine(Repository.Root, "eng", "dotnet-base.sh"), Path.Combine(project.Root, "dotnet"));
        Tool.Run("skopeo", "copy", "-q", "--dest-tls-verify=false", "oci:" + Path.Combine(project.Root, "dotnet"),
            $"docker://{runtime}:10.0");

        project
            .PublishWith(
                "My.Shop.slnx",
                "-p:PublishProfile=DefaultContainer",
                $"-p:ContainerRegistry={Kit.Registry}",
                $"-p:ContainerBaseImage={runtime}:10.0"
            )
            .ShouldSucceed()
            .Warnings.ShouldBeEmpty();

        using var api = new Container(Pull("my-shop/api"), "--tmpfs=/tmp");
        api.Get("/healthz").ShouldContain("ok");
        using var web = new Container(Pull("my-shop/web"), "--tmpfs=/tmp", $"--env=ApiUrl={api.Address}");
        web.Get("/Ada").ShouldBe("Hello Ada, from Python");
    }

    private static string Publish(KitProject project, string repository)
    {
        Tool.Require("docker", "version");
        var result = project.Publish(
            $"-p:ContainerRegistry={Kit.Registry}", $"-p:ContainerRepository=endtoend/{repository}");
        result.ShouldSucceed().Warnings.ShouldBeEmpty();
        return Pull($"endtoend/{repository}");
    }

    private static string Pull(string repository)
    {
        Tool.Run("docker", "pull", "-q", $"{Kit.Registry}/{repository}:latest");
        return $"{Kit.Registry}/{repository}:latest";
    }
}
