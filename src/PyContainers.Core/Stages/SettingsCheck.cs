using System.Globalization;
using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Layers;
using PyContainers.Core.Tar;

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
/// <remarks>Paths are refused unless they are written in the one form that they have in the image: the .NET SDK and the
/// container read them as well.</remarks>
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

    private static readonly string[] s_passwords =
    [
        "DOTNET_CONTAINER_REGISTRY_PWORD", "DOTNET_CONTAINER_PUSH_REGISTRY_PWORD",
        "DOTNET_CONTAINER_PULL_REGISTRY_PWORD",
    ];

    /// <summary>Files to add.</summary>
    public IReadOnlyList<IncludedFile> Include { get; init; } = [];

    /// <summary>Folders in the image that the user may write to.</summary>
    public IReadOnlyList<string> WritableFolders { get; init; } = [];

    /// <summary>Whether there are programs beside the application.</summary>
    public bool HasTools { get; init; }

    /// <summary>Properties that are true or false: name and value. An empty value is the default.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Switches { get; init; } = [];

    /// <summary><c>PyContainerCacheMegabytes</c>, or empty.</summary>
    public string CacheMegabytes { get; init; } = "";

    /// <summary><c>PyContainerBuilderId</c>, or empty.</summary>
    public string BuilderId { get; init; } = "";

    /// <summary><c>ContainerPort</c>.</summary>
    public IReadOnlyList<string> Ports { get; init; } = [];

    /// <summary>Refuses the first value that cannot be used.</summary>
    /// <exception cref="PyContainersException">PYC4010 for an old .NET SDK, PYC2014 for a property; for
    /// files to add and writable folders, as they say.</exception>
    public void Run()
    {
        if (!int.TryParse(SdkVersion.Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < OldestSdk)
            throw PublishErrors.SdkTooOld(SdkVersion);
        CheckPaths();
        if (
            !Interpreter.Equals("Managed", StringComparison.OrdinalIgnoreCase)
            && !Interpreter.Equals("Base", StringComparison.OrdinalIgnoreCase)
        )
            throw Invalid(
                "PyContainerInterpreter",
                Interpreter,
                "it must be Managed, for an interpreter from uv, or Base, for the base image's."
            );
        // MSBuild takes 'yes' for true when a task asks, and for false in a condition.
        foreach (var (name, value) in Switches.Where(one => one.Value.Length > 0 && !bool.TryParse(one.Value, out _)))
            throw Invalid(name, value, "it must be true or false.");
        Number(
            "PyContainerLayerBudget", LayerBudget, LayerPlanner.SmallestBudget, int.MaxValue,
            $"a whole number of at least {LayerPlanner.SmallestBudget}, because that many layers can be needed before "
                + "any dependency gets one of its own");
        Number(
            "PyContainerCacheMegabytes", CacheMegabytes, 1, int.MaxValue, "a whole number of megabytes, at least 1");
        CheckBuilder();
        foreach (var port in Ports)
            Number("ContainerPort", port, 1, 65535, "a port from 1 to 65535");
    }

    /// <summary>The passwords that MSBuild writes into the binary log: it has every variable whose name begins with
    /// <c>DOTNET_</c>.</summary>
    /// <param name="variable">The environment.</param>
    /// <returns>PYC4025, or null when there is none, or no such log.</returns>
    public static Diagnostic? PasswordInLog(Func<string, string?> variable)
    {
        if (!bool.TryParse(variable("MSBUILDBINARYLOGGERENABLED"), out var isOn) || !isOn)
            return null;
        string[] logged = [.. s_passwords.Where(name => !string.IsNullOrEmpty(variable(name)))];
        return logged.Length > 0 ? PublishErrors.PasswordInLog(logged) : null;
    }

    private static void Number(string name, string value, int least, int most, string what)
    {
        if (value.Length > 0
            && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most))
            throw Invalid(name, value, $"it must be {what}.");
    }

    private void CheckBuilder()
    {
        if (BuilderId.Length == 0)
            return;
        if (!Uri.TryCreate(BuilderId, UriKind.Absolute, out var id) || id.IsFile)
            throw Invalid("PyContainerBuilderId", BuilderId, "it must be a URI that says what builds.");
        if (id.UserInfo.Length > 0)
            throw Invalid(
                "PyContainerBuilderId", id.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped),
                "it must have no credentials; they are not shown here.");
    }

    private void CheckPaths()
    {
        var app = Plain(
            "ContainerWorkingDirectory", WorkingDirectory, AppPath.Length > 0 ? AppPath : "/",
            "it must be an absolute path of the application's own folder, for instance /app.");
        var environment = Plain(
            "PyContainerEnvironmentPath", EnvironmentPath, EnvironmentPath,
            "it must be an absolute path in the image, for instance /app/.venv.");
        var interpreter = Plain(
            "PyContainerInterpreterPath", InterpreterPath, InterpreterPath,
            "it must be an absolute path in the image, for instance /opt/python.");
        var ownInterpreter = Interpreter.Equals("Managed", StringComparison.OrdinalIgnoreCase);
        if (ownInterpreter)
        {
            RefuseInside("PyContainerInterpreterPath", interpreter, "the environment", environment);
            RefuseInside("PyContainerEnvironmentPath", environment, "the interpreter", interpreter);
            RefuseInside("ContainerWorkingDirectory", app, "the interpreter", interpreter);
        }

        var reserved = new ReservedPaths(
            new ImagePaths(InterpreterPath, EnvironmentPath, AppPath), ownInterpreter,
            HasTools ? ToolsLayer.Folder : null);
        foreach (var file in Include)
            file.Check(reserved);
        foreach (var folder in WritableFolders)
            reserved.Writable(folder);
    }

    private static ImagePath Plain(string name, string value, string path, string why)
    {
        if (!path.StartsWith('/'))
            throw Invalid(name, value, why);
        var place = ImagePaths.AbsolutePlace(name, path);
        return place.IsRoot ? throw Invalid(name, value, why)
            : path.TrimEnd('/') != $"{place}" ? throw Invalid(name, value, $"write it as '{place}'.")
            : place;
    }

    // Two layers would fill one folder.
    private static void RefuseInside(string name, ImagePath path, string what, ImagePath folder)
    {
        if (folder.Contains(path))
            throw Invalid(name, $"{path}", $"{what} is '{folder}'. Give each a folder of its own.");
    }

    private static PyContainersException Invalid(string name, string value, string why) =>
        ProjectErrors.InvalidProperty(name, value, why);
}
