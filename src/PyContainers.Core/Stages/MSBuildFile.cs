using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using PyContainers.Core.Common;

namespace PyContainers.Core.Stages;

/// <summary>A project file, or one that it imports, as the user wrote it.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Text">Its text.</param>
/// <param name="Root">The same as XML, with lines.</param>
internal sealed partial record MSBuildFile(string Path, string Text, XElement Root)
{
    /// <summary>The files, and those that they import by a path that needs no evaluation.</summary>
    /// <param name="paths">Full paths; one that does not exist is passed over.</param>
    public static IReadOnlyList<MSBuildFile> WithImports(IEnumerable<string> paths)
    {
        var files = new List<MSBuildFile>();
        var waiting = new Queue<string>(paths.Where(path => path.Length > 0).Select(System.IO.Path.GetFullPath));
        while (waiting.TryDequeue(out var path))
        {
            if (files.Exists(file => HostPath.AreSame(file.Path, path)) || TryLoad(path) is not { } file)
                continue;
            files.Add(file);
            foreach (var import in file.Root.Descendants().Where(one => one.Name.LocalName == "Import"))
                if (import.Attribute("Sdk") is null
                    && file.Imported((string?)import.Attribute("Project")) is { } other)
                    waiting.Enqueue(other);
        }

        return files;
    }

    /// <summary>What stands in the groups of a kind, also in those of targets.</summary>
    /// <param name="group"><c>PropertyGroup</c> or <c>ItemGroup</c>.</param>
    public IEnumerable<XElement> In(string group) =>
        Root.Descendants().Where(one => one.Parent?.Name.LocalName == group);

    private static MSBuildFile? TryLoad(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            return new MSBuildFile(path, text, XDocument.Parse(text, LoadOptions.SetLineInfo).Root!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or XmlException)
        {
            return null; // MSBuild has evaluated the project: what it needs, it could read
        }
    }

    private string? Imported(string? project)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        var above = FileAbove().Match(project ?? "");
        if (above.Success)
            return Above(
                folder,
                above.Groups["name"].Value.Replace(
                    "$(MSBuildThisFile)", System.IO.Path.GetFileName(Path), StringComparison.OrdinalIgnoreCase));
        var path = (project ?? "")
            .Replace("$(MSBuildThisFileDirectory)", folder + '/', StringComparison.OrdinalIgnoreCase)
            .Replace('\\', '/');
        return path.Length == 0 || path.AsSpan().ContainsAny('$', '*', '@') ? null
            : System.IO.Path.GetFullPath(path, folder);
    }

    private static string? Above(string folder, string name)
    {
        for (var at = Directory.GetParent(folder); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, name)))
                return System.IO.Path.Combine(at.FullName, name);
        return null;
    }

    [GeneratedRegex(@"GetPathOfFileAbove\(\s*'?(?<name>[^',]+?)'?\s*[,)]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileAbove();
}
