using PyContainers.Core.Applications;
using PyContainers.Core.Stages;

namespace PyContainers.Core.Tests.Stages;

public sealed class SettingsCheckTests
{
    private static readonly SettingsCheck s_good = new(
        "10.0.401",
        "/app",
        "/app",
        "/app/.venv",
        "/opt/python",
        "Managed",
        ""
    );

    [Theory]
    [InlineData("True", "secret", "PYC4025")]
    [InlineData("1", "secret", null)]
    [InlineData(null, "secret", null)]
    [InlineData("True", "", null)]
    public void PasswordThatMSBuildLogsIsAWarning(string? binaryLog, string password, string? expected)
    {
        var warning = SettingsCheck.PasswordInLog(name => name switch
        {
            "MSBUILDBINARYLOGGERENABLED" => binaryLog,
            "DOTNET_CONTAINER_REGISTRY_PWORD" => password,
            _ => null,
        });
        warning?.Code.ShouldBe(expected);
        (warning is null).ShouldBe(expected is null);
    }

    [Theory]
    [InlineData("10.0.100", "base", "")]
    [InlineData("11.0.100-preview.1", "MANAGED", "7")]
    public void GoodValuesPass(string sdk, string interpreter, string budget) =>
        (s_good with { SdkVersion = sdk, Interpreter = interpreter, LayerBudget = budget }).Run();

    [Theory]
    [InlineData("9.0.305")]
    [InlineData("")]
    public void OldSdkIsRefused(string version)
    {
        var error = Failure.Of(() => (s_good with { SdkVersion = version }).Run());

        error.Code.ShouldBe("PYC4010");
        error.Message.ShouldContain($"this is {version}.");
    }

    [Fact]
    public void EachPropertyIsNamedWithItsValue()
    {
        Refused(s_good with { WorkingDirectory = "app", AppPath = "app" }, "ContainerWorkingDirectory is 'app'");
        Refused(s_good with { WorkingDirectory = "/", AppPath = "" }, "ContainerWorkingDirectory is '/'");
        Refused(s_good with { EnvironmentPath = "venv" }, "PyContainerEnvironmentPath is 'venv'");
        Refused(s_good with { InterpreterPath = "python" }, "PyContainerInterpreterPath is 'python'");
        Refused(s_good with { Interpreter = "System" }, "PyContainerInterpreter is 'System'");
        Refused(s_good with { LayerBudget = "6" }, "PyContainerLayerBudget is '6'");
        Refused(s_good with { LayerBudget = "many" }, "PyContainerLayerBudget is 'many'");
        Refused(s_good with { LayerBudget = "99999999999" }, "PyContainerLayerBudget is '99999999999'");
        Refused(s_good with { CacheMegabytes = "99999999999" }, "PyContainerCacheMegabytes is '99999999999'");
        Refused(s_good with { CacheMegabytes = "-1" }, "PyContainerCacheMegabytes is '-1'");
        Refused(s_good with { CacheMegabytes = "10 GB" }, "PyContainerCacheMegabytes is '10 GB'");
        Refused(s_good with { Ports = ["8080", "http"] }, "ContainerPort is 'http'");
        Refused(s_good with { Ports = ["65536"] }, "ContainerPort is '65536'");
        Refused(s_good with { Switches = [new("PyContainerDebug", "yes")] }, "PyContainerDebug is 'yes'");
        Refused(s_good with { BuilderId = "pipeline 7" }, "PyContainerBuilderId is 'pipeline 7'");
        Refused(s_good with { BuilderId = "/etc/builder" }, "PyContainerBuilderId is '/etc/builder'");
        Refused(
            s_good with { BuilderId = "https://me:secret@ci.example/7" },
            "PyContainerBuilderId is 'https://ci.example/7'");
    }

    [Theory]
    [InlineData("https://ci.example/octo/repo/.github/workflows/ci.yml@refs/heads/main")]
    [InlineData("https://dev.example/org/0f8fad5b/_build?definitionId=7")]
    [InlineData("urn:example:builder")]
    public void BuilderIsAUri(string id) => (s_good with { BuilderId = id }).Run();

    [Theory]
    [InlineData("True")]
    [InlineData("false")]
    [InlineData("")]
    public void SwitchesAreTrueOrFalse(string value) =>
        (s_good with { Switches = [new("PyContainerLocked", value)], Ports = ["8080"], CacheMegabytes = "1" }).Run();

    [Theory]
    [InlineData("/srv/", "/srv/.venv", "/usr/local/python")]
    [InlineData("/app", "/app", "/opt/python")]
    [InlineData("/app", "/venv", "/opt/python")]
    [InlineData("/processes", "/device", "/system")]
    public void PlacesThatAreApartPass(string app, string environment, string interpreter) =>
        (s_good with
        {
            AppPath = app.TrimEnd('/'),
            EnvironmentPath = environment,
            InterpreterPath = interpreter,
        }).Run();

    [Theory]
    [InlineData("/app/../../x", "'..'")]
    [InlineData("/..", "'..'")]
    [InlineData("/", "absolute path")]
    [InlineData("//", "absolute path")]
    [InlineData("/proc/1", "kernel")]
    [InlineData("/a//b", "'/a/b'")]
    [InlineData("/a/./b", "'/a/b'")]
    [InlineData("/a\tb", "control character")]
    public void PathThatIsNotTheOneFormIsRefused(string path, string why)
    {
        foreach (var (settings, name) in new[]
        {
            (s_good with { WorkingDirectory = path, AppPath = path.TrimEnd('/') }, "ContainerWorkingDirectory"),
            (s_good with { EnvironmentPath = path }, "PyContainerEnvironmentPath"),
            (s_good with { InterpreterPath = path }, "PyContainerInterpreterPath"),
        })
        {
            Refused(settings, $"{name} is '{path}'");
            Failure.Of(settings.Run).Message.ShouldContain(why);
        }
    }

    [Fact]
    public void TwoThatWouldFillOneFolderAreRefused()
    {
        Refused(s_good with { InterpreterPath = "/app/.venv" }, "PyContainerInterpreterPath is '/app/.venv'");
        Refused(s_good with { InterpreterPath = "/app/.venv/python" }, "PyContainerInterpreterPath is");
        Refused(s_good with { EnvironmentPath = "/opt/python/env" }, "PyContainerEnvironmentPath is");
        Refused(s_good with { AppPath = "/opt/python/app" }, "ContainerWorkingDirectory is");
        (s_good with { EnvironmentPath = "/opt/python/env", Interpreter = "Base" }).Run();
    }

    [Fact]
    public void FilesAndFoldersThatCannotBeAreRefusedBeforeAnyWork()
    {
        Failure.Of((s_good with { Include = [new IncludedFile("x", "/nowhere/x")] }).Run).Code.ShouldBe("PYC2058");
        Failure.Of((s_good with { WritableFolders = [".."] }).Run).Code.ShouldBe("PYC2014");
        Failure.Of((s_good with { WritableFolders = ["/opt/tools"], HasTools = true }).Run).Code.ShouldBe("PYC2061");
    }

    private static void Refused(SettingsCheck settings, string message)
    {
        var error = Failure.Of(settings.Run);

        error.Code.ShouldBe("PYC2014");
        error.Message.ShouldStartWith(message);
    }
}
