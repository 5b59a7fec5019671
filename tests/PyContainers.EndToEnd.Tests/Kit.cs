namespace PyContainers.EndToEnd.Tests;

/// <summary>The offline kit: real uv, interpreters, wheels, base images and projects.</summary>
internal static class Kit
{
    public static string Folder
    {
        get
        {
            var folder = Environment.GetEnvironmentVariable("PYCONTAINERS_KIT");
            Assert.SkipUnless(!string.IsNullOrEmpty(folder), "PYCONTAINERS_KIT names no offline kit");
            return folder!;
        }
    }

    public static string Uv => Directory.EnumerateFiles(Path.Combine(Folder, "uv"), "uv", SearchOption.AllDirectories).Single();

    public static string Registry
    {
        get
        {
            var registry = Environment.GetEnvironmentVariable("PYCONTAINERS_TEST_REGISTRY");
            Assert.SkipUnless(!string.IsNullOrEmpty(registry), "PYCONTAINERS_TEST_REGISTRY names no registry");
            return registry!;
        }
    }
}
