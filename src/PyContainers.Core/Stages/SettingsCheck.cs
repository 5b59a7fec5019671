using System.Globalization;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Layers;

namespace PyContainers.Core.Stages;

/// <summary>Values that decide paths and sizes in the image; checked before any work is done.</summary>
/// <param name="SdkVersion">Version of the .NET SDK that runs, ex: <c>10.0.401</c> or
/// <c>11.0.100-preview.1</c>.</param>
/// <param name="WorkingDirectory"><c>ContainerWorkingDirectory</c>, as the user wrote it.</param>
/// <param name="AppPath">The application's folder in the image, without a trailing slash.</param>
/// <param name="EnvironmentPath"><c>PyContainerEnvironmentPath</c>.</param>
/// <param name="InterpreterPath"><c>PyContainerInterpreterPath</c>.</param>
/// <param name="Interpreter"><c>PyContainerInterpreter</c>: <c>Managed</c> or <c>Base</c>, in any case.</param>
/// <param name="LayerBudget"><c>PyContainerLayerBudget</c>, or empty.</param>
public sealed record SettingsCheck(
    string SdkVersion,
    string WorkingDirectory,
    string AppPath,
    string EnvironmentPath,
    string InterpreterPath,
    string Interpreter,
    string LayerBudget
)
{
    private const int OldestSdk = 10;

    /// <summary>Refuses the first value that cannot be used.</summary>
    /// <exception cref="PyContainersException">PYC4010 for an old .NET SDK, PYC2014 for a property.</exception>
    public void Run()
    {
        if (!int.TryParse(SdkVersion.Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < OldestSdk)
            throw PublishErrors.SdkTooOld(SdkVersion);
        if (!AppPath.StartsWith('/'))
            throw Invalid(
                "ContainerWorkingDirectory",
                WorkingDirectory,
                "it must be an absolute path of the application's own folder, for instance /app."
            );
        if (!EnvironmentPath.StartsWith('/'))
            throw Invalid(
                "PyContainerEnvironmentPath",
                EnvironmentPath,
                "it must be an absolute path in the image, for instance /app/.venv."
            );
        if (!InterpreterPath.StartsWith('/'))
            throw Invalid(
                "PyContainerInterpreterPath",
                InterpreterPath,
                "it must be an absolute path in the image, for instance /opt/python."
            );
        if (
            !Interpreter.Equals("Managed", StringComparison.OrdinalIgnoreCase)
            && !Interpreter.Equals("Base", StringComparison.OrdinalIgnoreCase)
        )
            throw Invalid(
                "PyContainerInterpreter",
                Interpreter,
                "it must be Managed, for an interpreter from uv, or Base, for the base image's."
            );
        if (
            LayerBudget.Length > 0
            && (
                !int.TryParse(LayerBudget, CultureInfo.InvariantCulture, out var budget)
                || budget < LayerPlanner.SmallestBudget
            )
        )
            throw Invalid(
                "PyContainerLayerBudget",
                LayerBudget,
                $"it must be a number of at least {LayerPlanner.SmallestBudget}, because that many layers can be "
                    + "needed before any dependency gets one of its own."
            );
    }

    private static PyContainersException Invalid(string name, string value, string why) =>
        ProjectErrors.InvalidProperty(name, value, why);
}
