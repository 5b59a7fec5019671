using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PyContainers.Sdk.Tests;

/// <summary>The package's MSBuild files in the checkout.</summary>
public static partial class PackageFiles
{
    private static readonly string[] s_folders = ["Sdk", "build", "PublishProfiles"];

    /// <summary>Where they are.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "sdk");

    /// <summary>Their paths there.</summary>
    public static TheoryData<string> All() =>
        [
            .. s_folders
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Folder, folder)))
                .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>One of them.</summary>
    public static XDocument Load(string file) => XDocument.Load(Path.Combine(Folder, file));

    // As it is read: $(PyContainerX) or @(PyContainerX...). Tasks and targets have names with other forms.
    [GeneratedRegex(@"[$@]\((?<name>PyContainer[A-Z][A-Za-z0-9]*)", RegexOptions.ExplicitCapture, 1000)]
    public static partial Regex PublicName();
}
