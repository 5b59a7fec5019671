using System.Net;

namespace PyContainers.Sdk.Tests;

/// <summary>What tests of a registry share to which an image is pushed; the registry is one of this process.</summary>
public abstract class DestinationTests(PackageFixture package)
{
    public enum At
    {
        Read,
        Start,
        Upload,
        Layer,
        Manifest,
    }

    protected PackageFixture Package => package;

    private protected ProjectBuilder Demo(ToxicRegistry registry) => ProjectBuilder.Demo(package)
        .Property("ContainerArchiveOutputPath", "")
        .Property("ContainerRegistry", registry.Address)
        .Property("ContainerRepository", "demo");

    private protected static void ShouldSay(BuildResult result, ToxicRegistry registry, string code, string says)
    {
        var error = result.ShouldFailWith(code);
        error.File.ShouldEndWith("demo.pyproj");
        error.Message.ShouldContain($"'{registry.Address}'");
        error.Message.ShouldContain(says);
        result.Errors.ShouldHaveSingleItem();
        result.Output.ShouldNotContain("PYC9");
    }

    private protected static bool IsAt(At place, HttpListenerRequest request) =>
        (request.HttpMethod, request.Url!.AbsolutePath.Contains("/manifests/")) switch
        {
            ("GET", true) => place == At.Read,
            ("HEAD", _) => place == At.Start,
            ("POST", false) => place == At.Upload,
            ("PATCH" or "PUT", false) => place == At.Layer,
            ("PUT", true) => place == At.Manifest,
            _ => false,
        };
}
