namespace PyContainers.Testing;

/// <summary>A project's files without what somebody's build of it left there.</summary>
public static class ProjectFiles
{
    /// <summary>Copies them; links are followed.</summary>
    public static void Copy(string from, string to)
    {
        foreach (
            var file in Directory
                .EnumerateFiles(from, "*", SearchOption.AllDirectories)
                .Where(file => !IsLeftover(Path.GetRelativePath(from, file)))
        )
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }
    }

    private static bool IsLeftover(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(name => name is "bin" or "obj" or ".venv");
}
