using System.Globalization;
using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>The same project published by ours and built with the Dockerfile that people have today. No cell of ours
/// may be worse.</summary>
public sealed class SideBySideTests(PackageFixture package, ITestOutputHelper output)
{
    private const string Shell = "shell";

    private static readonly Row[] s_rows =
    [
        new("A", "web-api", [], "", []),
        new(
            "B",
            "flask-app",
            ["-p:ContainerBaseImage=debian12-busybox", "-p:ContainerUser=1000"],
            "<PyContainerWritableDirectory Include=\"logs\" /><ContainerAppCommand Include=\"/app/boot.sh\" />",
            ["/app/logs"]
        )
        {
            Shell = true,
            Why = "its boot script needs the base's shell, and its log a folder",
        },
        new("C", "web-api", ["-p:PyContainerDependencyGroups=debug"], "", [])
        {
            Why = "with the group `debug`, which the Dockerfile leaves out",
        },
        new("D", "web-api", ["-p:PyContainerEnvironmentPath=/opt/venv", "-p:ContainerUser=nonroot"], "", []),
        new(
            "E",
            "flask-app",
            [
                "-p:ContainerBaseImage=debian12-python3.11",
                "-p:PyContainerInterpreter=Base",
                "-p:PyContainerPythonVersion=3.11",
            ],
            "",
            []
        ),
    ];

    [Fact]
    public void OursIsNowhereWorse()
    {
        Tool.Require("docker", "version");
        var registry = Kit.Registry;
        var table = new StringBuilder(
            "| Row | Project | By | Compressed | Files | User | Writable | Found |\n|---|---|---|---|---|---|---|---|\n"
        );
        var yardsticks = new Dictionary<string, PublishedImageFacts>(StringComparer.Ordinal);
        var worse = new List<string>();
        foreach (var row in s_rows)
        {
            using var project = Project(row);
            var repository = "endtoend/side-by-side-" + row.Name.ToLowerInvariant();
            project
                .Publish([.. row.Arguments, $"-p:ContainerRegistry={registry}", $"-p:ContainerRepository={repository}"])
                .ShouldSucceed();
            Tool.Run("docker", "pull", "-q", $"{registry}/{repository}:latest");
            Answers($"{registry}/{repository}:latest", row);
            var ours = PublishedImageFacts.Of(registry, repository);
            if (!yardsticks.TryGetValue(row.Project, out var theirs))
                yardsticks[row.Project] = theirs = OfDockerfile(registry, row.Project);
            table
                .Append(Line(row, "PyContainers" + (row.Why.Length == 0 ? "" : "; " + row.Why), ours))
                .Append(Line(row, "Dockerfile", theirs));
            worse.AddRange(Worse(row, ours, theirs));
        }

        output.WriteLine(table.ToString());
        worse.ShouldBeEmpty();
    }

    // A small image that does not run is not better.
    private static void Answers(string image, Row row)
    {
        var log = row.Writable is [var folder]
            ? new[] { $"--tmpfs={folder}:uid=1000" }
            : ["--tmpfs=/tmp", "--env=LOG_DIR=/tmp/logs"];
        using var container = new Container(image, log);
        container.Get("/healthz").ShouldContain("\"ok\"");
    }

    private static IEnumerable<string> Worse(Row row, PublishedImageFacts ours, PublishedImageFacts theirs)
    {
        if (ours.Files < 500)
            yield return $"{row.Name}: no more than {ours.Files} files were seen";
        if (row.Shell != ours.Found.Contains(Shell))
            yield return $"{row.Name}: a shell was {(row.Shell ? "not " : "")}found";
        if (ours.Size > theirs.Size)
            yield return $"{row.Name}: {ours.Size} bytes, theirs {theirs.Size}";
        if (ours.Files > theirs.Files)
            yield return $"{row.Name}: {ours.Files} files, theirs {theirs.Files}";
        if (!ours.IsNonRootInNumbers)
            yield return $"{row.Name}: user '{ours.User}'";
        // A home that the base gives its user is the base's, and the Dockerfile's image has one too.
        if (
            ours
                .Writable.Where(path => !path.StartsWith("/home/", StringComparison.Ordinal))
                .Except(row.Writable, StringComparer.Ordinal)
                .ToList() is
            { Count: > 0 } writable
        )
            yield return $"{row.Name}: may write to {string.Join(' ', writable)}";
        if (ours.Found.Where(tool => !(row.Shell && tool == Shell)).ToList() is { Count: > 0 } found)
            yield return $"{row.Name}: has {string.Join(", ", found)}";
    }

    private static PublishedImageFacts OfDockerfile(string registry, string project)
    {
        var repository = "endtoend/yardstick-" + project;
        using var folder = new TestDirectory();
        // In a folder of its own: the Dockerfile copies all that lies there.
        Tool.Run("cp", "-R", Path.Combine(Kit.Folder, "projects", project) + "/.", folder.Path);
        Yardstick.Publish(folder.Path, $"{registry}/{repository}");
        return PublishedImageFacts.Of(registry, repository);
    }

    private KitProject Project(Row row)
    {
        var project = new KitProject(package, row.Project);
        project.Edit(
            row.Project + ".pyproj",
            text => text.Replace(" />", $"><ItemGroup>{row.Items}</ItemGroup></Project>", StringComparison.Ordinal)
        );
        if (row.Shell)
            File.WriteAllText(project["boot.sh"], "#!/bin/sh\nexec gunicorn app:app\n");
        return project;
    }

    private static string Line(Row row, string by, PublishedImageFacts facts) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"| {row.Name} | {row.Project} | {by} | {facts.Size / 1e6:0.0} MB | {facts.Files} | {facts.User} | "
                + $"{Short(facts.Writable)} | {Short(facts.Found)} |\n"
        );

    private static string Short(IReadOnlyList<string> list) =>
        list.Count switch
        {
            0 => "none",
            > 5 => list.Count.ToString(CultureInfo.InvariantCulture),
            _ => string.Join(", ", list),
        };

    /// <summary>One of the set-ups that people build by hand.</summary>
    private sealed record Row(string Name, string Project, string[] Arguments, string Items, string[] Writable)
    {
        public bool Shell { get; init; }

        public string Why { get; init; } = "";
    }
}
