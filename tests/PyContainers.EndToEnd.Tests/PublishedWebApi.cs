namespace PyContainers.EndToEnd.Tests;

/// <summary>The web API as it is, published once for every test that only looks at it.</summary>
public sealed class PublishedWebApi : IDisposable
{
    /// <summary>The name of its folder here, which no image may hold.</summary>
    public const string FolderName = "folder-that-nobody-may-see";

    private const string Name = "endtoend-content";

    private readonly KitProject _project;
    private readonly Lazy<ImageArchive> _archive;
    private readonly Lazy<string> _image;

    public PublishedWebApi(PackageFixture package)
    {
        _project = new KitProject(package, "web-api", FolderName);
        _archive = new(() => _project.PublishArchive());
        _image = new(Load);
    }

    /// <summary>The image in an OCI archive.</summary>
    public ImageArchive Archive => _archive.Value;

    /// <summary>The image's name in Docker.</summary>
    public string Image => _image.Value;

    public void Dispose() => _project.Dispose();

    private string Load()
    {
        _project.PublishArchive("Docker", "-p:ContainerRepository=" + Name);
        Tool.Run("docker", "load", "-q", "-i", _project.Archive("Docker"));
        return Name + ":latest";
    }
}
