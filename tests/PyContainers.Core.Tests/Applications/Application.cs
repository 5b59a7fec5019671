using PyContainers.Core.Applications;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Tests.Applications;

/// <summary>Makes up applications for the inference of start commands.</summary>
internal static class Application
{
    public static ApplicationFacts Loose(
        TestDirectory folder,
        string installed,
        params (string Path, string Text)[] files
    ) =>
        new(
            "shop",
            IsPackage: false,
            [],
            Set(installed),
            files.ToDictionary(file => file.Path, file => folder.Write(file.Path, file.Text), StringComparer.Ordinal),
            new ImagePaths(),
            8080,
            "/shop/pyproject.toml"
        );

    public static ApplicationFacts Package(
        TestDirectory folder,
        string installed,
        params (string Path, string Text)[] files
    ) => Loose(folder, installed, files) with { IsPackage = true };

    /// <summary>The command as one line, or the code of the error.</summary>
    public static string Infer(ApplicationFacts facts)
    {
        try
        {
            return string.Join(' ', StartCommandInference.Infer(facts).Arguments);
        }
        catch (PyContainersException e)
        {
            return e.Diagnostic.Code;
        }
    }

    private static HashSet<string> Set(string names) =>
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
}
