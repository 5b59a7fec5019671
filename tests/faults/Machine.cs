namespace PyContainers.Faults;

/// <summary>What this machine has for the tries.</summary>
internal sealed class Machine : IDisposable
{
    /// <summary>The folder of the offline kit.</summary>
    public string Kit { get; } = Variable("PYCONTAINERS_KIT")
        ?? throw new InvalidOperationException("PYCONTAINERS_KIT names no offline kit.");

    /// <summary>Host and port of a registry, or null where there is none.</summary>
    public string? Registry { get; } = Variable("PYCONTAINERS_TEST_REGISTRY");

    /// <summary>The package under test.</summary>
    public PackageFixture Package { get; } = new();

    public void Dispose() => Package.Dispose();

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
