using PyContainers.Core.Oci;

namespace PyContainers.Tasks.Tests;

public sealed class ReadBaseImageTests : IDisposable
{
    private readonly TaskStage _stage = new();

    public ReadBaseImageTests() => _stage.Done(_stage.ProvisionUv());

    [Fact]
    public void PlatformAndUserComeFromTheBase()
    {
        var task = _stage.Done(_stage.ReadBaseImage());

        task.User.ShouldBe("1654:1654");
        File.ReadAllText(_stage.Platform.PythonPlatform).ShouldBe("x86_64-manylinux_2_36");
        OciImage.Load(_stage.Platform.Base).Config.Variable("FROM_BASE").ShouldBe("yes");
    }

    [Theory]
    [InlineData("service", "1200:1300")]
    [InlineData("1200", "1200:1300")]
    [InlineData("7:8", "7:8")]
    public void UserBecomesNumbers(string requested, string user)
    {
        var task = _stage.ReadBaseImage();
        task.RequestedUser = requested;

        _stage.Done(task).User.ShouldBe(user);
    }

    [Theory]
    [InlineData("root", "PYC3001")]
    [InlineData("0", "PYC3001")]
    [InlineData("nobody-knows", "PYC3003")]
    public void UserThatCannotBe(string requested, string code)
    {
        var task = _stage.ReadBaseImage();
        task.RequestedUser = requested;

        _stage.Failed(task).Code.ShouldBe(code);
    }

    [Fact]
    public void RootThatIsAllowedIsAWarning()
    {
        var task = _stage.ReadBaseImage();
        (task.RequestedUser, task.AllowRoot) = ("root", true);

        _stage.Done(task).User.ShouldBe("0:0");
        _stage.Engine.Warnings.ShouldHaveSingleItem().Code.ShouldBe("PYC3002");
    }

    [Fact]
    public void AskedPlatformWins()
    {
        var task = _stage.ReadBaseImage();
        task.PythonPlatform = "x86_64-manylinux_2_28";

        _stage.Done(task);

        File.ReadAllText(_stage.Platform.PythonPlatform).ShouldBe("x86_64-manylinux_2_28");
    }

    [Theory]
    [InlineData(false, "/etc/ssl/certs/ca-certificates.crt")]
    [InlineData(true, "")]
    public void OnlyUvsInterpretersAreToldOfTheCertificates(bool useInterpreter, string bundle)
    {
        var task = _stage.ReadBaseImage();
        task.UseInterpreter = useInterpreter;

        _stage.Done(task);

        File.ReadAllText(_stage.Platform.CertificateBundle).ShouldBe(bundle);
    }

    [Fact]
    public void FolderThatIsNoLayoutIsAnErrorThere()
    {
        var error = _stage.Failed(_stage.ReadBaseImage(_stage.ProjectFolder));

        (error.Code, error.File).ShouldBe(("PYC3012", _stage.ProjectFolder));
    }

    [Theory]
    [InlineData("lib/ld-musl-x86_64.so.1", "linux-x64", "PYC3018")]
    [InlineData("opt/nothing", "linux-x64", "PYC3018")]
    [InlineData("lib/x86_64-linux-gnu/libc.so.6", "linux-musl-x64", "PYC3018")]
    public void OtherLibcIsAnError(string library, string runtimeIdentifier, string code)
    {
        var task = _stage.ReadBaseImage(TinyBaseImage.Write(Path.Combine(_stage.Root, "other"), library));
        task.RuntimeIdentifiers = [runtimeIdentifier];

        _stage.Failed(task).Code.ShouldBe(code);
    }

    public void Dispose() => _stage.Dispose();
}
