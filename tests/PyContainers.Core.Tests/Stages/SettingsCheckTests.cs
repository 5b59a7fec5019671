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
    }

    private static void Refused(SettingsCheck settings, string message)
    {
        var error = Failure.Of(settings.Run);

        error.Code.ShouldBe("PYC2014");
        error.Message.ShouldStartWith(message);
    }
}
