using PyContainers.Core.Common;
using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Projects;

/// <summary>Decides which Python a project wants, in uv's order: what the user asks for, <c>.python-version</c>,
/// <c>requires-python</c>, the newest.</summary>
public static class PythonVersionFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = ".python-version";

    /// <summary>Who asks when nobody does.</summary>
    public const string Newest = "nothing";

    /// <summary>Chooses the request.</summary>
    /// <param name="asked"><c>PyContainerPythonVersion</c>, or empty.</param>
    /// <param name="project">The project; the file is looked for from its folder up to the workspace's root.</param>
    public static PythonRequest Request(string asked, ProjectInfo project) => Request(
        asked, project.Folder, project.WorkspaceRoot, project.RequiresPython,
        project.Requirements?.File ?? Path.Combine(project.WorkspaceRoot, Pyproject.FileName));

    /// <summary>Chooses the request for a project of which uv has not told anything yet.</summary>
    /// <param name="asked"><c>PyContainerPythonVersion</c>, or empty.</param>
    /// <param name="folder">The project's folder.</param>
    /// <param name="root">The workspace's root.</param>
    /// <param name="requiresPython">The specifier, or empty.</param>
    /// <param name="manifest">The file that says it.</param>
    public static PythonRequest Request(
        string asked, string folder, string root, string requiresPython, string manifest)
    {
        if (asked.Length > 0)
            return new PythonRequest(asked, "PyContainerPythonVersion", null);
        if (Find(folder, root) is { } file && FirstVersion(file) is { } version)
            return new PythonRequest(version, Name, file);
        return requiresPython.Length == 0
            ? new PythonRequest("cpython", Newest, null)
            : new PythonRequest(requiresPython, "requires-python", manifest);
    }

    /// <summary>The file that counts for a folder, or null.</summary>
    public static string? Find(string folder, string root)
    {
        foreach (var current in HostPath.Upwards(folder))
        {
            var file = Path.Combine(current, Name);
            if (File.Exists(file))
                return file;
            if (HostPath.AreSame(current, root))
                break;
        }

        return null;
    }

    private static string? FirstVersion(string file)
    {
        SpecialFile.Refuse(file);
        return File.ReadLines(file).Select(line => line.Trim())
            .FirstOrDefault(line => line.Length > 0 && line[0] != '#');
    }
}
