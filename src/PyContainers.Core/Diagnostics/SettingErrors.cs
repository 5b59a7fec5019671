namespace PyContainers.Core.Diagnostics;

/// <summary>PYC2071 and up: how settings are written in the project file.</summary>
public static class SettingErrors
{
    /// <summary>PYC2071 (warning): a property, an item or metadata that looks like one of PyContainers is
    /// none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What it is, with its article.</param>
    /// <param name="nearest">What may be meant, or null.</param>
    /// <param name="file">Full path of the file, or null for the command line.</param>
    /// <param name="line">1-based line; 0 when unknown.</param>
    public static Diagnostic UnknownName(string name, string kind, string? nearest, string? file, int line) =>
        Warning(
            $"'{name}'{(file is null ? " of the command line" : "")} is not {kind} that PyContainers knows, so it has "
                + $"no effect. {(nearest is null ? "Correct it, remove it" : $"Write '{nearest}'")}, or add PYC2071 to "
                + "NoWarn.",
            file, line);

    /// <summary>The same for an item that is written as a property, or the other way round.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What it should be, with its article.</param>
    /// <param name="group">The group that it belongs into.</param>
    /// <param name="file">Full path of the file, or null for the command line.</param>
    /// <param name="line">1-based line; 0 when unknown.</param>
    public static Diagnostic OtherKind(string name, string kind, string group, string? file, int line) =>
        Warning(
            $"'{name}' is {kind}, so what is written here has no effect. Write it in {group} of the project file.",
            file, line);

    private static Diagnostic Warning(string message, string? file, int line) => new("PYC2071", message, file, line);
}
