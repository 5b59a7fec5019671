using System.Reflection;

namespace PyContainers.Testing;

/// <summary>Where this repository and what it built are.</summary>
public static class Repository
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>A stand-in for the .NET SDK's assembly with its container tasks; what it answers is in
    /// <c>CreateNewImage</c>.</summary>
    public static string FakeSdkContainers { get; } = Metadata("FakeSdkContainers");

    /// <summary>The program of the network in a box.</summary>
    public static string InternetProgram { get; } = Metadata("InternetProgram");

    internal static string FakeUvFolder { get; } = Metadata("FakeUvFolder");

    // Built on Linux and run in Wine, they are paths without a drive.
    private static string Metadata(string key) =>
        Path.GetFullPath(
            typeof(Repository)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(attribute => attribute.Key == key)
                .Value!);
}
