namespace PyContainers.EndToEnd.Tests;

/// <summary>A registry whose every repository wants a token of its own.</summary>
public sealed class TokenRegistryTests(PackageFixture package)
{
    [Fact]
    public void ImageDocumentsAndFleetsCacheGoThereWithAnyLogin()
    {
        using var registry = new TokenRegistry();
        using var first = new KitProject(package, "hello");
        Publish(first, registry, registry.Login(), "one", "-p:PyContainerSbom=true", "-p:PyContainerCachePush=true")
            .Output.ShouldContain("1 filled");

        using var agent = new KitProject(package, "hello", "checkout");
        var result = Publish(agent, registry, registry.TokenLogin(), "two", "-p:PyContainerSbom=true");
        result.Output.ShouldContain("layers: 1 from the fleet's cache");
        result.Output.ShouldContain("attached the SBOM");
        IncrementalTests.SentMegabytes(result).ShouldBeLessThan(0.064);

        using var third = new KitProject(package, "hello", "third");
        var from = Publish(
            third, registry, registry.TokenLogin(), "three", $"-p:PyContainerCacheFrom={registry.Name}/one:latest");
        IncrementalTests.SentMegabytes(from).ShouldBeLessThan(0.064);

        using var stranger = new KitProject(package, "hello", "fourth");
        var alone = Publish(stranger, registry, registry.Login(TokenService.Stranger), "four");
        alone.Output.ShouldContain("is not used in this build: GET /v2/cache/manifests/");
        alone.Warnings.ShouldBeEmpty();
    }

    private static BuildResult Publish(
        KitProject project, TokenRegistry registry, string login, string repository, params string[] arguments)
    {
        project.WithOwnHome();
        var config = Path.Combine(project.Variables["HOME"], ".docker", "config.json");
        Directory.CreateDirectory(Path.GetDirectoryName(config)!);
        File.WriteAllText(config, login);
        return project.Publish(
            [
                $"-p:ContainerRegistry={registry.Name}", $"-p:ContainerRepository={repository}",
                $"-p:PyContainerCacheRepository={registry.Name}/cache", "-v:n", "-p:PyContainerCompileBytecode=false",
                .. arguments,
            ]).ShouldSucceed();
    }
}
