namespace PyContainers.Core.Diagnostics;

/// <summary>PYC202x: programs that are installed beside the application.</summary>
public static class ToolErrors
{
    /// <summary>PYC2020: a tool has no exact version.</summary>
    public static PyContainersException NotPinned(string tool) =>
        Error(
            "PYC2020",
            $"The tool '{tool}' has no exact version, so the image could differ tomorrow. Write it as 'name==version', "
                + "for instance <PyContainerTool Include=\"ruff==0.6.0\" />."
        );

    /// <summary>PYC2021: there is no such version of a tool, or what it needs contradicts itself.</summary>
    public static PyContainersException NoSolution(string tool, string text) => Error("PYC2021",
        $"The tool '{tool}' cannot be installed: {text} Correct the version of PyContainerTool, or its Constraints.");

    /// <summary>PYC2022: a tool brings nothing that can be started.</summary>
    public static PyContainersException NoScripts(string tool) =>
        Error(
            "PYC2022",
            $"The tool '{tool}' has no console script, so there would be nothing to start. A library belongs in the "
                + "project's dependencies."
        );

    private static PyContainersException Error(string code, string message) => new(new Diagnostic(code, message));
}
