namespace PyContainers.Tasks;

/// <summary>Where a code is explained: the README that the package brings, so that it is that of the version in use, and
/// is there without a network. Editors and terminals make a link of it.</summary>
internal static class HelpPage
{
    // Two folders above tasks/net10.0; a task that is loaded from elsewhere has none.
    private static readonly string s_readme =
        Path.GetFullPath("../../README.md", Path.GetDirectoryName(typeof(HelpPage).Assembly.Location)!);

    /// <summary>The address of the code's row, or null if there is no README.</summary>
    public static string? Of(string code) => Of(code, s_readme);

    /// <summary>The address of the code's row in a README, or null if that does not exist.</summary>
    /// <param name="code">A code with <c>PYC</c>.</param>
    /// <param name="readme">Full path of a README.</param>
    internal static string? Of(string code, string readme) =>
        File.Exists(readme) ? $"{new Uri(readme).AbsoluteUri}#{code.ToLowerInvariant()}" : null;
}
