using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Images;

/// <summary>The OCI names of the processors that images are made for.</summary>
public static class Architectures
{
    /// <summary>Translates .NET's name of a platform.</summary>
    /// <exception cref="PyContainersException">PYC3015.</exception>
    public static string FromRuntimeIdentifier(string runtimeIdentifier) => runtimeIdentifier switch
    {
        "linux-x64" or "linux-musl-x64" => "amd64",
        "linux-arm64" or "linux-musl-arm64" => "arm64",
        _ => throw ImageErrors.UnsupportedRuntimeIdentifier(runtimeIdentifier),
    };
}
