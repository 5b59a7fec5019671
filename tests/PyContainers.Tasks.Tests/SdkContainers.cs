namespace PyContainers.Tasks.Tests;

/// <summary>The container tasks of the .NET SDK that runs the tests.</summary>
internal static class SdkContainers
{
    /// <summary>Full path of their assembly.</summary>
    public static string Assembly()
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows() && !IsOnPath("dotnet.exe"), "there is no .NET SDK on the PATH, as in Wine");
        var (exitCode, output) = DotnetProcess.Run(
            ["--version"], Repository.Root, new Dictionary<string, string>(StringComparer.Ordinal));
        exitCode.ShouldBe(0, output);
        // The folder of the runtime is shared/Microsoft.NETCore.App/VERSION below that of dotnet.
        var dotnet = Path.GetFullPath("../../..", Path.GetDirectoryName(typeof(object).Assembly.Location)!);
        return Path.Combine(
            dotnet, "sdk", output.Trim(), "Containers", "tasks", "net10.0", "Microsoft.NET.Build.Containers.dll");
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
