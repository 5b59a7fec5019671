using PyContainers.Core.Common;

namespace PyContainers.Core.Development;

/// <summary>The command of <c>dotnet</c> that runs this build, as the user typed it.</summary>
/// <param name="Arguments">The arguments, the command first.</param>
/// <param name="Folder">Full path of the folder in which it was typed.</param>
public sealed record DotnetCommand(IReadOnlyList<string> Arguments, string Folder)
{
    // MSBuild's server, which builds in the place of the process that the user has started.
    private const string Server = "/nodemode:8";

    // What dotnet tells MSBuild about its command.
    private static readonly (string Command, string Property)[] s_marks =
        [("publish", "_IsPublishing"), ("pack", "_IsPacking")];

    private static readonly string[] s_targets = ["-t:", "/t:", "-target:", "/target:", "--target:"];

    /// <summary>The command as far as the process of a build knows it. MSBuild's server has none of the user's
    /// arguments: there the properties say which command it is, and whether it is on a solution. A node has neither, so
    /// it names no command.</summary>
    /// <param name="arguments">The arguments of this process.</param>
    /// <param name="folder">Full path of the folder in which the build was started.</param>
    /// <param name="globalProperties">What the build was given from outside.</param>
    public static DotnetCommand Of(
        IReadOnlyList<string> arguments, string folder, IReadOnlyDictionary<string, string> globalProperties)
    {
        if (!arguments.Contains(Server, StringComparer.Ordinal))
            return new DotnetCommand(arguments, folder);
        var command = s_marks.Where(mark => globalProperties.ContainsKey(mark.Property)).Select(mark => mark.Command);
        return new DotnetCommand(
            globalProperties.TryGetValue("SolutionPath", out var solution) ? [.. command, solution] : [.. command],
            folder);
    }

    /// <summary>Whether it is a given command, on whatever it is, without other targets.</summary>
    /// <param name="command">The command, ex: <c>publish</c>.</param>
    public bool Is(string command) => Arguments is [var first, ..] && first == command && !Arguments.Any(IsTarget);

    /// <summary>Whether it is a given command on a given project alone, without other targets. A solution's projects,
    /// and those of a traversal project, are not meant one by one.</summary>
    /// <param name="command">The command, ex: <c>publish</c>.</param>
    /// <param name="projectFile">Full path of the project file.</param>
    public bool Is(string command, string projectFile)
    {
        if (!Is(command))
            return false;
        var folder = Path.GetDirectoryName(projectFile)!;
        var paths = Arguments.Skip(1).Where(one => one.Length > 0 && one[0] != '-')
            .Select(one => Path.GetFullPath(one, Folder)).ToList();
        return paths.Exists(path => HostPath.AreSame(path, projectFile) || IsSameFolder(path, folder))
            || (IsSameFolder(Folder, folder) && !paths.Exists(IsProject));
    }

    private static bool IsTarget(string argument) =>
        s_targets.Any(prefix => argument.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsSameFolder(string one, string other) =>
        HostPath.AreSame(Path.TrimEndingDirectorySeparator(one), Path.TrimEndingDirectorySeparator(other));

    private static bool IsProject(string path) =>
        File.Exists(path)
        && (Path.GetExtension(path) is ".sln" or ".slnx" or ".slnf"
            || Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase));
}
