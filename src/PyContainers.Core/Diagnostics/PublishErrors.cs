namespace PyContainers.Core.Diagnostics;

/// <summary>PYC4xxx: where the image goes.</summary>
public static class PublishErrors
{
    /// <summary>PYC4001: the registry to push to does not answer.</summary>
    public static PyContainersException RegistryUnreachable(string registry, string reason) => Error("PYC4001",
        $"The registry '{registry}' cannot be reached: {reason}. Check ContainerRegistry, the network and the proxy (HTTPS_PROXY, NO_PROXY); or remove ContainerRegistry to load the image into Docker or Podman.");

    private static PyContainersException Error(string code, string message) => new(new Diagnostic(code, message));
}
