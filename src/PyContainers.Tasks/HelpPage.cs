namespace PyContainers.Tasks;

/// <summary>Where a code is explained: the README that the package brings, so that it is that of the version in use,
/// and is there without a network. Editors and terminals make a link of it.</summary>
internal static class HelpPage
{
    private static readonly string? s_readme = ReadmeOf(Path.GetDirectoryName(typeof(HelpPage).Assembly.Location)!);

    /// <summary>The address of the code's row, or null if there is no README.</summary>
    public static string? Of(string code) => Of(code, s_readme);

    /// <summary>The address of the code's row in a README, or null if that does not exist.</summary>
    /// <param name="code">A code with <c>PYC</c>.</param>
    /// <param name="readme">Full path of a README.</param>
    internal static string? Of(string code, string? readme) =>
        File.Exists(readme) ? $"{new Uri(readme).AbsoluteUri}#{code.ToLowerInvariant()}" : null;

    /// <summary>The README of the package that has the tasks; null for tasks that are loaded from elsewhere.</summary>
    /// <param name="folder">Full path of the folder of the task assembly.</param>
    internal static string? ReadmeOf(string folder)
    {
        for (var at = new DirectoryInfo(folder); at?.Parent is { } parent; at = parent)
        {
            if (at.Name == "tasks")
                return Path.Combine(parent.FullName, "README.md");
        }

        return null;
    }
}
