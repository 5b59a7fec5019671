using System.Text.Json;

namespace PyContainers.Faults;

/// <summary>A project with one dependency, no lock and no kit, in a network in a box that has a registry.</summary>
internal sealed class BoxProject : IDisposable
{
    public const string Destination = "mirror.corp.test", Repository = "team/app";

    private readonly FaultProject _project;
    private readonly BoxContent _content;
    private readonly string _state;

    public BoxProject(Machine machine, BoxContent content)
    {
        (_project, _content) = (new FaultProject(machine, "hello"), content);
        _state = Directory.CreateDirectory(Path.Combine(_project.Root, "state")).FullName;
        content.SetVariables(_project.Variables, Path.Combine(_project.Root, "uv-cache"));
        File.Delete(Path.Combine(_project.Folder, "uv.lock"));
        File.WriteAllText(
            Path.Combine(_project.Folder, "pyproject.toml"),
            """
            [project]
            name = "hello"
            version = "1.0.0"
            requires-python = ">=3.13"
            dependencies = ["idna"]

            """);
    }

    /// <summary>Publishes to the box's registry.</summary>
    /// <param name="faults">What goes wrong, as tests/Internet/Faults.cs reads it.</param>
    public PublishEnd Publish(string faults)
    {
        File.WriteAllText(Path.Combine(_state, "faults.json"), faults);
        var to = Faults.Destination.Registry(Destination, Repository);
        return _project.Publish(to, _content.Command(_state));
    }

    /// <summary>The diff ids of what the registry has, but for the .NET SDK's own layer, which has the time of its
    /// making.</summary>
    /// <exception cref="IOException">It has no image, or one without a blob.</exception>
    public IReadOnlyList<string> Layers()
    {
        var tags = Path.Combine(_state, "registry", "tags", Destination, Repository.Replace('/', '+'));
        var digest = File.ReadAllText(Path.Combine(tags, "latest"));
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Blob(digest)));
        foreach (var layer in manifest.RootElement.GetProperty("layers").EnumerateArray())
            File.OpenRead(Blob(Digest(layer))).Dispose();
        using var config = JsonDocument.Parse(
            File.ReadAllBytes(Blob(Digest(manifest.RootElement.GetProperty("config")))));
        var diffIds = config.RootElement.GetProperty("rootfs").GetProperty("diff_ids").EnumerateArray();
        return [.. diffIds.Select(diffId => diffId.GetString()!).SkipLast(1)];
    }

    public void Dispose() => _project.Dispose();

    private static string Digest(JsonElement descriptor) => descriptor.GetProperty("digest").GetString()!;

    private string Blob(string digest) =>
        Path.Combine(_state, "registry", "blobs", digest.Replace(':', '+'));
}
