namespace PyContainers.EndToEnd.Tests;

/// <summary><c>PyContainerCacheFrom</c>: a machine that has nothing takes the layers of unchanged dependencies over
/// from the image before.</summary>
public sealed class CacheFromTests(PackageFixture package)
{
    [Fact]
    public void FreshAgentMakesAndSendsTheAppLayerOnly()
    {
        Tool.Require("docker", "version");
        var repository = $"endtoend/cache-from-{Guid.NewGuid():N}";
        string[] destination =
        [
            $"-p:ContainerRegistry={Kit.Registry}",
            $"-p:ContainerRepository={repository}",
            "-p:PyContainerCacheFrom=true",
            "-v:n",
        ];
        using var first = new KitProject(package, "web-api");
        first.Publish(destination).ShouldSucceed().Output.ShouldContain("no image with these dependencies");

        using var agent = new KitProject(package, "web-api", "checkout").WithOwnHome();
        agent.Edit(
            "src/web_api/main.py",
            text => text.Replace("\"status\": \"ok\"", "\"status\": \"taken over\"", StringComparison.Ordinal)
        );
        var result = agent.Publish(destination).ShouldSucceed();

        result.Output.ShouldContain("layers of '");
        IncrementalTests.SentMegabytes(result).ShouldBeLessThan(0.064);
        Directory
            .GetFiles(Path.Combine(agent.Variables["XDG_CACHE_HOME"], "pycontainers", "layers", "blobs", "sha256"))
            .ShouldHaveSingleItem();
        Directory.GetDirectories(agent["obj"], "fastapi", SearchOption.AllDirectories).ShouldBeEmpty();
        Tool.Run("docker", "pull", "-q", $"{Kit.Registry}/{repository}:latest");
        using (var container = new Container($"{Kit.Registry}/{repository}:latest", "--tmpfs=/tmp"))
            container.Get("/healthz").ShouldContain("taken over");

        // Elsewhere nothing of it is there yet: now the layers do travel, from image to archive.
        var archive = agent.PublishArchive("OCI", $"-p:PyContainerCacheFrom={Kit.Registry}/{repository}:latest");
        archive.Text("/app/.venv/lib/python3.13/site-packages/web_api/main.py").ShouldContain("taken over");
        ReproducibilityTests
            .OurLayers(archive)
            .SkipLast(1)
            .ShouldBe(ReproducibilityTests.OurLayers(first.PublishArchive()).SkipLast(1));
    }

    [Fact]
    public void LayersOfAnotherRepositoryAreMountedAndDoNotTravel()
    {
        Tool.Require("docker", "version");
        var team = $"endtoend/cache-from-{Guid.NewGuid():N}";
        using var first = new KitProject(package, "web-api");
        first.Publish(
            $"-p:ContainerRegistry={Kit.Registry}", $"-p:ContainerRepository={team}", "-p:PyContainerCacheFrom=true")
            .ShouldSucceed();

        using var agent = new KitProject(package, "web-api", "checkout").WithOwnHome();
        var result = agent.Publish(
            $"-p:ContainerRegistry={Kit.Registry}",
            $"-p:ContainerRepository={team}-service",
            $"-p:PyContainerCacheFrom={Kit.Registry}/{team}:latest").ShouldSucceed();

        IncrementalTests.SentMegabytes(result).ShouldBeLessThan(0.064);
        Directory
            .GetFiles(Path.Combine(agent.Variables["XDG_CACHE_HOME"], "pycontainers", "layers", "blobs", "sha256"))
            .ShouldHaveSingleItem();
        Tool.Run("docker", "pull", "-q", $"{Kit.Registry}/{team}-service:latest");
        using var container = new Container($"{Kit.Registry}/{team}-service:latest", "--tmpfs=/tmp");
        container.Get("/healthz").ShouldContain("ok");
    }

    [Fact]
    public void ChangedLockMakesItsLayersAnew()
    {
        var repository = $"endtoend/cache-from-{Guid.NewGuid():N}";
        string[] destination =
        [
            $"-p:ContainerRegistry={Kit.Registry}",
            $"-p:ContainerRepository={repository}",
            "-p:PyContainerCacheFrom=true",
            "-v:n",
        ];
        using var first = new KitProject(package, "sdist-app");
        first.Publish(destination).ShouldSucceed();

        using var agent = new KitProject(package, "sdist-app", "checkout");
        agent
            .Publish([.. destination, "-p:PyContainerExtras=pretty"])
            .ShouldSucceed()
            .Output.ShouldContain("no image with these dependencies");
    }

    [Fact]
    public void WhatIsNoImageIsRefused()
    {
        using var project = new KitProject(package, "hello");
        project
            .Publish("-p:PyContainerCacheFrom=true", $"-p:ContainerArchiveOutputPath={project["x.tar"]}")
            .ShouldFailWith("PYC2014")
            .Message.ShouldContain("PyContainerCacheFrom");
    }
}
