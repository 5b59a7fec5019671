namespace PyContainers.Testing;

/// <summary>A folder of one test, gone with it.</summary>
public sealed class TestDirectory : IDisposable
{
    /// <summary>How the names of all of them begin, which nothing that leaves the machine may hold.</summary>
    internal const string Prefix = "pyc-test-";

    public string Path { get; } = Directory.CreateTempSubdirectory(Prefix).FullName;

    public string this[string relative] => System.IO.Path.GetFullPath(relative, Path);

    public string Write(string relative, string text = "") => Write(relative, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string relative, byte[] content)
    {
        var file = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return file;
    }

    public string Folder(string relative) => Directory.CreateDirectory(this[relative]).FullName;

    public string Link(string relative, string target)
    {
        var link = this[relative];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, target);
        return link;
    }

    /// <summary>Every file below, relative and in ordinal order.</summary>
    public IReadOnlyList<string> Files() =>
        [
            .. Directory
                .EnumerateFiles(Path, "*", SearchOption.AllDirectories)
                .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
