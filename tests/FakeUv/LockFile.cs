using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FakeUv;

/// <summary>The fake's lock: one package a dependency, <c>name==version</c>. Of a lock of uv's it takes the same, and
/// leaves out local packages.</summary>
internal static partial class LockFile
{
    /// <summary>The locked third-party distributions.</summary>
    public static IReadOnlyList<(string Name, string Version)> Packages(FakeProject project) =>
        [
            .. Package()
                .Matches(CallLog.ReadText(project.LockPath))
                .Select(match => (match.Groups["name"].Value, match.Groups["version"].Value)),
        ];

    /// <summary>The names of the local packages in a lock of uv's.</summary>
    public static IReadOnlyList<string> Members(FakeProject project) =>
        [.. Member().Matches(CallLog.ReadText(project.LockPath)).Select(match => match.Groups["name"].Value)];

    public static int Create(FakeProject project)
    {
        File.WriteAllText(project.LockPath, Text(project));
        return 0;
    }

    public static int Check(FakeProject project)
    {
        Require(project);
        var locked = Packages(project).Select(package => $"{package.Name}=={package.Version}");
        return project
            .Dependencies.Order(StringComparer.Ordinal)
            .SequenceEqual(locked.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? 0
            : throw new UvException(
                "The lockfile at `uv.lock` needs to be updated, but `--check` was provided.\n\nhint: To update the "
                    + "lockfile, run `uv lock`."
            );
    }

    public static string Metadata(FakeProject project)
    {
        Require(project);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            var id = $"{project.Name}=={project.Version}@local";
            json.WriteStartObject();
            json.WriteString("workspace_root", project.Folder);
            json.WriteString("requires_python", project.RequiresPython);
            json.WriteStartArray("members");
            json.WriteStartObject();
            json.WriteString("name", project.Name);
            json.WriteString("path", project.Folder);
            json.WriteString("id", id);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("resolution");
            json.WriteStartObject(id);
            json.WriteString("name", project.Name);
            json.WriteString("version", project.Version);
            json.WriteStartObject("source");
            json.WriteString(project.IsPackage ? "editable" : "virtual", ".");
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Require(FakeProject project)
    {
        if (!File.Exists(project.LockPath))
            throw new UvException(
                "Unable to find lockfile at `uv.lock`, but `--frozen` was provided. To create a lockfile, run `uv "
                    + "lock` or `uv sync` without the flag."
            );
    }

    private static string Text(FakeProject project) =>
        "version = 1\n"
        + string.Concat(
            project
                .Dependencies.Select(one => one.Split("=="))
                .Select(parts => $"\n[[package]]\nname = \"{parts[0]}\"\nversion = \"{parts[1]}\"\n")
        );

    [GeneratedRegex(
        "name = \"(?<name>[^\"]*)\"\nversion = \"(?<version>[^\"]*)\"(?!\nsource = \\{ (virtual|editable) )",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Package();

    [GeneratedRegex(
        "name = \"(?<name>[^\"]*)\"\nversion = \"[^\"]*\"\nsource = \\{ editable ",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Member();
}
