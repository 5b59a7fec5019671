using PyContainers.Core.Oci;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class ReadBaseImageStageTests : IDisposable
{
    private readonly Publish _publish = new();

    private ReadBaseImageOptions Options => _publish.ReadBaseImageOptions;

    [Fact]
    public void PlatformAndUserComeFromTheBase()
    {
        _publish.ReadBaseImage().ShouldBe("1654:1654");

        File.ReadAllText(_publish.State.User).ShouldBe("1654:1654\n");
        File.ReadAllText(_publish.Platform.PythonPlatform).ShouldBe("x86_64-manylinux_2_36");
        OciImage.Load(_publish.Platform.Base).Config.Variable("FROM_BASE").ShouldBe("yes");
    }

    [Theory]
    [InlineData("service", "1200:1300")]
    [InlineData("1200", "1200:1300")]
    [InlineData("7:8", "7:8")]
    public void UserBecomesNumbers(string requested, string user) =>
        _publish.ReadBaseImage(Options with { RequestedUser = requested }).ShouldBe(user);

    [Theory]
    [InlineData("root", "PYC3001")]
    [InlineData("0", "PYC3001")]
    [InlineData("nobody-knows", "PYC3003")]
    public void UserThatCannotBe(string requested, string code) =>
        Failure.Of(() => _publish.ReadBaseImage(Options with { RequestedUser = requested })).Code.ShouldBe(code);

    [Fact]
    public void RootThatIsAllowedIsAWarning()
    {
        _publish.ReadBaseImage(Options with { RequestedUser = "root", AllowRoot = true }).ShouldBe("0:0");
        _publish.Log.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC3002");
    }

    [Theory]
    [InlineData("\"diff_ids\":[]")]
    [InlineData("\"other\":[]")]
    public void BaseWithFewerDiffIdsThanLayersIsRefused(string diffIds)
    {
        var layout = TinyBaseImage.Write(Path.Combine(_publish.Root, "bad"), diffIds: diffIds);

        var error = Failure.Of(() => _publish.ReadBaseImage(layout: layout));

        error.Code.ShouldBe("PYC3071");
        error.Message.ShouldContain("has 1 layers, its config 0 diff ids");
    }

    [Fact]
    public void AskedPlatformWins()
    {
        _publish.ReadBaseImage(Options with { PythonPlatform = "x86_64-manylinux_2_28" });

        File.ReadAllText(_publish.Platform.PythonPlatform).ShouldBe("x86_64-manylinux_2_28");
    }

    [Theory]
    [InlineData(false, "/etc/ssl/certs/ca-certificates.crt")]
    [InlineData(true, "")]
    public void OnlyUvsInterpretersAreToldOfTheCertificates(bool useInterpreter, string bundle)
    {
        _publish.ReadBaseImage(Options with { UseInterpreter = useInterpreter });

        File.ReadAllText(_publish.Platform.CertificateBundle).ShouldBe(bundle);
    }

    [Fact]
    public void LayersAreLookedIntoOnce()
    {
        _publish.ReadBaseImage();
        _publish.ReadBaseImage();

        _publish.Log.Steps.ShouldBe(["inspecting the base image base (linux-x64)"]);
    }

    [Fact]
    public void FolderThatIsNoLayoutIsAnErrorThere()
    {
        var error = Failure.Of(() => _publish.ReadBaseImage(layout: _publish.ProjectFolder));

        (error.Code, error.File).ShouldBe(("PYC3012", _publish.ProjectFolder));
    }

    [Fact]
    public void MissingPlatformIsAnError()
    {
        var layout = TinyBaseImage.Write(Path.Combine(_publish.Root, "one"), architectures: "arm64");

        Failure.Of(() => _publish.ReadBaseImage(layout: layout)).Code.ShouldBe("PYC3013");
    }

    [Theory]
    [InlineData("lib/ld-musl-x86_64.so.1", "linux-x64", "PYC3018")]
    [InlineData("opt/nothing", "linux-x64", "PYC3018")]
    [InlineData("lib/x86_64-linux-gnu/libc.so.6", "linux-musl-x64", "PYC3018")]
    public void OtherLibcIsAnError(string library, string runtimeIdentifier, string code)
    {
        var layout = TinyBaseImage.Write(Path.Combine(_publish.Root, "other"), library);
        var options = Options with { RuntimeIdentifiers = [runtimeIdentifier] };

        Failure.Of(() => _publish.ReadBaseImage(options, layout)).Code.ShouldBe(code);
    }

    [Fact]
    public void DamagedLayerIsAnError()
    {
        var layout = TinyBaseImage.Write(Path.Combine(_publish.Root, "damaged"));
        var image = OciLayout.Open(layout).ReadPlatform("amd64");
        File.WriteAllText(OciLayout.Open(layout).BlobPath(image.Manifest.Layers[0].Digest), "no tar");

        Failure.Of(() => _publish.ReadBaseImage(layout: layout)).Code.ShouldBe("PYC3016");
    }

    [Fact]
    public void MissingLayerIsAnError()
    {
        var layout = TinyBaseImage.Write(Path.Combine(_publish.Root, "damaged"));
        var image = OciLayout.Open(layout).ReadPlatform("amd64");
        File.Delete(OciLayout.Open(layout).BlobPath(image.Manifest.Layers[0].Digest));

        Failure.Of(() => _publish.ReadBaseImage(layout: layout)).Code.ShouldBe("PYC3016");
    }

    [Fact]
    public void BaseTellsItsInterpretersOnlyWhenAsked()
    {
        _publish.ReadBaseImage(Options with { UseInterpreter = true });
        File.ReadAllText(_publish.Platform.BaseInterpreters).ShouldBe("/usr/bin/python3.12");

        _publish.ReadBaseImage();

        File.ReadAllText(_publish.Platform.BaseInterpreters).ShouldBeEmpty();
    }

    public void Dispose() => _publish.Dispose();
}
