using System.Globalization;

namespace PyContainers.EndToEnd.Tests;

/// <summary>A row of the table of shapes and frameworks: a project, and what it does when it runs.</summary>
/// <param name="Name">What the row shows.</param>
/// <param name="Project">The kit's project, or a name for one whose files are here.</param>
/// <param name="Reply">A part of what the container prints, or of what it replies to <see cref="Path"/>.</param>
internal sealed record Shape(string Name, string Project, string Reply)
{
    /// <summary>Stands for the row's port in <see cref="Settings"/>: containers share the host's ports.</summary>
    public const string PortPlaceholder = "{port}";

    /// <summary>The port that the row's container listens on.</summary>
    public int Port { get; } = FreePort.Next();

    /// <summary>What is asked for, ex: <c>/healthz</c>; empty for a program that ends.</summary>
    public string Path { get; init; } = "";

    /// <summary>Properties and items of the project file.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Files to write, path and text.</summary>
    public IReadOnlyList<(string Path, string Text)> Files { get; init; } = [];

    /// <summary>Files to delete.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>Whether the project is put under version control, with a commit and the tag <c>v3.1.0</c>.</summary>
    public bool Tagged { get; init; }

    /// <summary>A part of the build's log that this row has and others may not, or null.</summary>
    public string? Log { get; init; }

    /// <summary>The row's project in a folder of its own.</summary>
    public KitProject Create(PackageFixture package)
    {
        var project = new KitProject(package, Project);
        foreach (var (path, text) in Files)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(project[path])!);
            File.WriteAllText(project[path], text);
        }

        foreach (var path in Without)
            File.Delete(project[path]);
        var port =
            Path.Length > 0
                ? $"<ItemGroup><ContainerPort Include=\"{PortPlaceholder}\" Type=\"tcp\" /></ItemGroup>"
                : "";
        var content = $"<Project Sdk=\"PyContainers.Sdk/{package.Version}\">{port}{Settings}</Project>\n";
        File.WriteAllText(
            project[Project + ".pyproj"],
            content.Replace(PortPlaceholder, Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );
        if (Tagged)
            Repository(project);
        return project;
    }

    /// <summary>Commits everything and sets a tag.</summary>
    public static void Repository(KitProject project, string tag = "v3.1.0")
    {
        File.WriteAllText(project[".gitignore"], "bin\nobj\n.venv\n.env\n__pycache__\n");
        string[] git = ["-C", project.Folder, "-c", "user.name=test", "-c", "user.email=test@example.com"];
        Tool.Run("git", [.. git, "init", "-q"]);
        Tool.Run("git", [.. git, "add", "-A"]);
        Tool.Run("git", [.. git, "commit", "-q", "--allow-empty", "-m", tag]);
        Tool.Run("git", [.. git, "tag", tag]);
    }
}
