namespace PyContainers.EndToEnd.Tests;

/// <summary>A base that lies in a file, as companies without a way out carry images about.</summary>
public sealed class BaseFormsTests(PackageFixture package)
{
    [Theory]
    [InlineData("docker-archive")]
    [InlineData("oci-archive")]
    public void ImageInAnArchiveIsABase(string form)
    {
        Tool.Require("skopeo", "--version");
        Tool.Require("docker", "version");
        using var project = new KitProject(package, "hello");
        var (file, image) = (project["../base.tar"], $"{Kit.Registry}/endtoend/base-{form}");
        Tool.Run(
            "skopeo", "copy", "-q", "--override-arch", "amd64", "--override-os", "linux",
            "oci:" + Path.Combine(Kit.Folder, "images", "debian12-distroless"), $"{form}:{file}");

        project.Publish(
            $"-p:ContainerBaseImage={form}:../base.tar", $"-p:ContainerRegistry={Kit.Registry}",
            $"-p:ContainerRepository=endtoend/base-{form}").ShouldSucceed();

        Tool.Run("docker", "pull", "-q", image);
        Tool.Run("docker", "run", "--rm", "--read-only", image).ShouldContain("as uid 1654");
    }
}
