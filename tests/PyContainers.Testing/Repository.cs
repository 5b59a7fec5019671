using System.Reflection;

namespace PyContainers.Testing;

/// <summary>Where this repository and what it built are.</summary>
public static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    internal static string FakeUvFolder { get; } = Metadata("FakeUvFolder");

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
