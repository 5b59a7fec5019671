using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Projects;

/// <summary>The settings of <c>uv pip</c> in a project's files. They are said for a developer's machine; some would
/// send distributions elsewhere or leave them out, and uv offers no way to turn them off.</summary>
public static class PipSettings
{
    private static readonly string[] s_harmful =
        ["target", "prefix", "no-deps", "extra", "all-extras", "group", "require-hashes", "no-emit-package"];

    /// <summary>Refuses a project in which <c>uv pip</c> would not install what is listed where it is told
    /// to.</summary>
    /// <param name="folder">The folder in which uv runs.</param>
    /// <param name="variable">The environment.</param>
    /// <exception cref="PyContainersException">PYC2046.</exception>
    public static void Refuse(string folder, Func<string, string?> variable)
    {
        RefuseProject(folder);
        foreach (var file in IndexSettings.Everyone(variable).Where(File.Exists))
            RefuseIn(file, Pyproject.ReadTable(file), "pip");
    }

    // uv takes the first folder with either, and of one folder the uv.toml.
    private static void RefuseProject(string folder)
    {
        foreach (var current in HostPath.Upwards(folder))
        {
            var (own, pyproject) = (Path.Combine(current, "uv.toml"), Path.Combine(current, Pyproject.FileName));
            var file = File.Exists(own) ? own : pyproject;
            if (!File.Exists(file))
                continue;
            var table = Pyproject.ReadTable(file);
            var uv = file == own ? table : table.Table("tool")?.Table("uv");
            if (uv is null)
                continue;
            RefuseIn(file, uv, file == own ? "pip" : "tool.uv.pip");
            return;
        }
    }

    private static void RefuseIn(string file, TomlTable uv, string name)
    {
        if (uv.Table("pip") is { } pip && Array.Find(s_harmful, pip.Has) is { } setting)
            throw ProjectErrors.PipSetting($"[{name}] {setting}", file, pip.Values[setting].Line);
    }
}
