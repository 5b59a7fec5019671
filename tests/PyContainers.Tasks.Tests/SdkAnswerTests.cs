using PyContainers.Core.Oci;
using PyContainers.Tasks.Sdk;

namespace PyContainers.Tasks.Tests;

public sealed class SdkAnswerTests
{
    [Fact]
    public void ImageIsTheRegistrysWithoutTheSdksLayer()
    {
        var result = SdkAnswer.Of(
            """
            {"config":{},"layers":[{"mediaType":"t","digest":"sha256:11","size":1},
            {"mediaType":"t","digest":"sha256:12","size":2}]}
            """,
            """
            {"rootfs":{"diff_ids":["sha256:21","sha256:22"]},
            "history":[{"created_by":"base+"},{"created_by":".NET SDK"}]}
            """,
            "sha256:33");

        var image = result.Image.ShouldNotBeNull();
        image.Digest.ShouldBe("sha256:33");
        image.Manifest.Layers.ShouldBe([new Descriptor("t", "sha256:11", 1)]);
        image.Config.DiffIds.ShouldBe(["sha256:21"]);
        $"{image.Config}".ShouldEndWith("""
            ,"history":[{"created_by":"base+"}]}
            """);
    }

    [Fact]
    public void ReasonIsOnOneLine() =>
        SdkAnswer.Reason(["CONTAINER1014: Manifest pull failed. \nHTTP status code: ServiceUnavailable\n.", "No"])
            .ShouldBe("CONTAINER1014: Manifest pull failed. HTTP status code: ServiceUnavailable. No.");
}
