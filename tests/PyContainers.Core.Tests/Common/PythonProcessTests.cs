using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class PythonProcessTests
{
    [Fact]
    public async Task PythonReadsUtf8AndNothingOfTheHosts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no env");

        var result = await PythonProcess.RunAsync(
            "/usr/bin/env", [], Path.GetTempPath(), default,
            [new("PYTHONUTF8", "0"), new("PYTHONHASHSEED", "random"), new("DJANGO_SETTINGS_MODULE", "site.settings")],
            TestContext.Current.CancellationToken);

        result.Output.Split('\n')
            .Where(line => line.StartsWith("PYTHON", StringComparison.Ordinal)
                || line.StartsWith("DJANGO", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ShouldBe(["DJANGO_SETTINGS_MODULE=site.settings", "PYTHONHASHSEED=0", "PYTHONUTF8=1"]);
    }
}
