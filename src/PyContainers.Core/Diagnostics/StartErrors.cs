namespace PyContainers.Core.Diagnostics;

/// <summary>PYC204x: how the image starts.</summary>
public static class StartErrors
{
    /// <summary>PYC2040: the program that a command starts is not in the image.</summary>
    /// <param name="setting">What names the command, ex: <c>ContainerAppCommand</c>.</param>
    /// <param name="program">The program, as it is written.</param>
    /// <param name="why">Where it was looked for, and what is there instead; whole sentences.</param>
    /// <param name="cure">What to do; whole sentences.</param>
    public static PyContainersException NoProgram(string setting, string program, string why, string cure) =>
        Error("PYC2040", $"{setting} starts '{program}', which is not in the image. {why} {cure}");

    /// <summary>PYC2041 (warning): whether a command can start shows in the container only.</summary>
    /// <param name="setting">What names the command.</param>
    /// <param name="what">What is not known, as a clause.</param>
    /// <param name="cure">What to do, as a whole sentence; or empty.</param>
    public static Diagnostic Unknown(string setting, string what, string cure) =>
        new("PYC2041", $"{setting} may not start: {what}. {cure}".TrimEnd());

    /// <summary>PYC2051 (warning): the code that starts imports what the image does not have.</summary>
    /// <param name="module">The module, without dots.</param>
    /// <param name="file">The file that imports it.</param>
    /// <param name="line">The line, from 1.</param>
    public static Diagnostic ImportMissing(string module, string file, int line) => new(
        "PYC2051",
        $"The application imports '{module}' as soon as it starts, and the image has no such module: it ends with "
            + $"ModuleNotFoundError. Add the distribution that brings it ('uv add {module}'); name its extra or group "
            + "in PyContainerExtras or PyContainerDependencyGroups; or, if it is there at run time by other means, add "
            + "the code to NoWarn.",
        file,
        line);

    /// <summary>PYC2042: what Python or a server is to run is not in the image.</summary>
    /// <param name="setting">What names the command.</param>
    /// <param name="what">What is missing, as a clause.</param>
    /// <param name="cure">What to do, as whole sentences.</param>
    public static PyContainersException NoTarget(string setting, string what, string cure) =>
        Error("PYC2042", $"{setting} cannot start: {what}. {cure}".TrimEnd());

    /// <summary>PYC2043: a console script needs an extra that is not installed.</summary>
    /// <param name="setting">What names the command.</param>
    /// <param name="script">The script.</param>
    /// <param name="extra">The extra.</param>
    /// <param name="missing">The distributions that it would bring.</param>
    /// <param name="cure">What to do, as a whole sentence.</param>
    public static PyContainersException ExtraNotInstalled(
        string setting,
        string script,
        string extra,
        string missing,
        string cure
    ) =>
        Error(
            "PYC2043",
            $"{setting} starts '{script}', whose entry point needs the extra '{extra}', which is not installed: "
                + $"{missing} is missing. {cure}"
        );

    /// <summary>PYC2044: a framework's application is there, and nothing that could serve it.</summary>
    /// <param name="what">What was found, as a clause.</param>
    /// <param name="cure">What to do; whole sentences.</param>
    /// <param name="file">The file that it was found in, or the project's.</param>
    public static PyContainersException NoServer(string what, string cure, string file) =>
        new(new Diagnostic("PYC2044", $"{what}. {cure}", file));

    private static PyContainersException Error(string code, string message) => new(new Diagnostic(code, message));
}
