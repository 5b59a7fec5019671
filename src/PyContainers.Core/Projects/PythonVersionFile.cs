using PyContainers.Core.Common;
using PyContainers.Core.Interpreters;

namespace PyContainers.Core.Projects;

/// <summary>Decides which Python a project wants, in uv's order: what the user asks for, <c>.python-version</c>, <c>requires-python</c>, the newest.</summary>
public static class PythonVersionFile
{
    /// <summary>The name of the file.</summary>
    public const string Name = ".python-version";

    /// <summary>Who asks when nobody does.</summary>
    public const string Newest = "nothing";

    /// <summary>Chooses the request.</summary>
    /// <param name="asked"><c>PyContainerPythonVersion</c>, or empty.</param>
    /// <param name="project">The project; the file is looked for from its folder up to the workspace's root.</param>
    public static PythonRequest Request(string asked, ProjectInfo project)
    {
        if (asked.Length > 0)
            return new PythonRequest(asked, "PyContainerPythonVersion", null);
        return Find(project.Folder, project.WorkspaceRoot) is { } file && FirstVersion(file) is { } version
            ? new PythonRequest(version, Name, file)
            : project.RequiresPython.Length == 0 ? new PythonRequest("cpython", Newest, null)
            : new PythonRequest(project.RequiresPython, "requires-python", Path.Combine(project.WorkspaceRoot, "pyproject.toml"));
    }

    /// <summary>The file that counts for a folder, or null.</summary>
    public static string? Find(string folder, string root)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            var file = Path.Combine(current, Name);
            if (File.Exists(file))
                return file;
            if (HostPath.AreSame(current, root))
                break;
        }

        return null;
    }

    private static string? FirstVersion(string file) =>
        File.ReadLines(file).Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0 && line[0] != '#');
}
