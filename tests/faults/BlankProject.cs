using System.IO.Compression;

namespace PyContainers.Faults;

/// <summary>A project of an SDK package that does nothing. What fails with it under the same conditions fails in
/// 'dotnet', MSBuild or NuGet before anything of ours runs.</summary>
internal sealed class BlankProject
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private readonly string _folder;

    /// <param name="root">A folder for it.</param>
    public BlankProject(string root)
    {
        _folder = Directory.CreateDirectory(Path.Combine(root, "blank")).FullName;
        var feed = Directory.CreateDirectory(Path.Combine(root, "blank-feed")).FullName;
        Write("blank.proj", "<Project Sdk=\"Blank.Sdk/1.0.0\" />");
        Write(
            "NuGet.config",
            $"""
            <configuration><packageSources><clear/><add key="blank" value="{feed}"/></packageSources></configuration>
            """
        );
        using var package = ZipFile.Open(Path.Combine(feed, "Blank.Sdk.1.0.0.nupkg"), ZipArchiveMode.Create);
        Add(package, "Sdk/Sdk.props", "<Project />");
        Add(package, "Sdk/Sdk.targets", "<Project><Target Name=\"Restore\" /><Target Name=\"Publish\" /></Project>");
        Add(
            package,
            "Blank.Sdk.nuspec",
            "<package><metadata><id>Blank.Sdk</id><version>1.0.0</version><authors>-</authors>"
                + "<description>-</description></metadata></package>"
        );
    }

    /// <summary>Publishes it.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="through">A command that runs the publish.</param>
    public PublishEnd Publish(IReadOnlyDictionary<string, string> variables, params string[] through)
    {
        var start = DotnetProcess.StartInfo(["publish", "blank.proj", "--tl:off"], _folder, variables);
        using var running = new RunningPublish(start.Through(through));
        return running.Finish(s_limit);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static void Add(ZipArchive package, string name, string text)
    {
        using var writer = new StreamWriter(package.CreateEntry(name).Open());
        writer.Write(text);
    }
}
