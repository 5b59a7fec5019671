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

    public static string Uv =>
        Directory.EnumerateFiles(Path.Combine(Folder, "uv"), "uv", SearchOption.AllDirectories).Single();

    public static string Registry
    {
        get
        {
            var registry = Environment.GetEnvironmentVariable("PYCONTAINERS_TEST_REGISTRY");
            Assert.SkipUnless(!string.IsNullOrEmpty(registry), "PYCONTAINERS_TEST_REGISTRY names no registry");
            return registry!;
        }
    }

    /// <summary>The registry behind basic authentication, and who may use it.</summary>
    public static (string Registry, string User, string Password) RegistryWithAuthentication
    {
        get
        {
            var (registry, user, password) = (Variable("_AUTH"), Variable("_USER"), Variable("_PASSWORD"));
            Assert.SkipUnless(registry.Length > 0 && user.Length > 0 && password.Length > 0,
                "PYCONTAINERS_TEST_REGISTRY_AUTH, _USER and _PASSWORD name no registry with authentication");
            return (registry, user, password);
        }
    }

    /// <summary>User and password for a registry, <c>USER:PASSWORD</c>; nothing for the one that asks nobody.</summary>
    public static string? Credentials(string registry) =>
        registry == Variable("") ? null : $"{Variable("_USER")}:{Variable("_PASSWORD")}";

    private static string Variable(string end) =>
        Environment.GetEnvironmentVariable("PYCONTAINERS_TEST_REGISTRY" + end) ?? "";
}
