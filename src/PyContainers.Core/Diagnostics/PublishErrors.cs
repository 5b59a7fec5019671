using System.Globalization;

namespace PyContainers.Core.Diagnostics;

/// <summary>PYC4xxx: where the image goes.</summary>
public static class PublishErrors
{
    /// <summary>PYC4001: the registry to push to does not answer.</summary>
    public static PyContainersException RegistryUnreachable(string registry, string reason) =>
        Error(
            "PYC4001",
            $"The registry '{registry}' cannot be reached: {reason}. Check ContainerRegistry, the network and the "
                + "proxy (HTTPS_PROXY, NO_PROXY); or remove ContainerRegistry to load the image into Docker or Podman."
        );

    /// <summary>PYC4002 (warning): nobody knows whether an earlier image has layers to reuse.</summary>
    /// <param name="image">What <c>PyContainerCacheFrom</c> names.</param>
    /// <param name="reason">What the .NET SDK says, as whole sentences.</param>
    public static Diagnostic CacheUnreadable(string image, string reason) =>
        new(
            "PYC4002",
            $"The image '{image}' (PyContainerCacheFrom) could not be read, so no layer of it is reused: {reason} "
                + "Check its name, the network and the credentials ('docker login' for its registry), or remove "
                + "PyContainerCacheFrom."
        );

    /// <summary>PYC4010: the .NET SDK is older than what the hand-off needs.</summary>
    /// <param name="version">The SDK's version.</param>
    public static PyContainersException SdkTooOld(string version) => Error("PYC4010",
        $"PyContainers needs the .NET SDK 10 or newer; this is {version}. Install it, or select it in global.json.");

    /// <summary>PYC4011: the .NET SDK's container tasks are not those that this package knows.</summary>
    /// <param name="version">The SDK's version.</param>
    /// <param name="how">What is missing.</param>
    public static PyContainersException SdkChanged(string version, string how) =>
        Error(
            "PYC4011",
            $"This .NET SDK's container tasks ({version}) have changed: {how}. Let global.json choose a .NET SDK 10.0, "
                + "or use a newer PyContainers."
        );

    /// <summary>PYC4012 (warning): what is known of the base image is as old as the last answer.</summary>
    /// <param name="image">The base image, by tag.</param>
    /// <param name="reason">Why there is no newer answer, as whole sentences.</param>
    /// <param name="age">How old the answer is, ex: <c>3 hours</c>.</param>
    public static Diagnostic OldBaseAnswer(string image, string reason, string age) =>
        new(
            "PYC4012",
            $"The base image '{image}' is used as its registry described it {age} ago: {reason} A newer image of that "
                + "tag is not noticed until the registry answers."
        );

    /// <summary>PYC4021: the registry refused the credentials of the push, or there were none.</summary>
    /// <param name="registry">Host name and port.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="reason">A phrase that can follow a colon.</param>
    public static Diagnostic PushUnauthorised(string registry, string repository, string reason) => new(
        "PYC4021",
        $"The registry '{registry}' refused the push to '{repository}': {reason}. Log in with 'docker login "
            + $"{registry}', or set DOTNET_CONTAINER_REGISTRY_UNAME and DOTNET_CONTAINER_REGISTRY_PWORD, which come "
            + "first where they are set; and check that this user may push to the repository.");

    /// <summary>PYC4022: the registry does not take the image's manifest.</summary>
    /// <param name="registry">Host name and port.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="reason">A phrase that can follow a colon.</param>
    public static Diagnostic FormatRefused(string registry, string repository, string reason) => new(
        "PYC4022",
        $"The registry '{registry}' refused the image's manifest for '{repository}': {reason}. It has all layers, but "
            + "does not seem to take OCI media types: set ContainerImageFormat to Docker.");

    /// <summary>PYC4023: the registry failed during the push.</summary>
    /// <param name="registry">Host name and port.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="reason">A phrase that can follow a colon.</param>
    public static Diagnostic RegistryFailed(string registry, string repository, string reason) => new(
        "PYC4023",
        $"The registry '{registry}' failed during the push to '{repository}': {reason}. Publish again when it works: "
            + "layers that have arrived are not sent again.");

    /// <summary>PYC4024: the registry refused the push for another reason.</summary>
    /// <param name="registry">Host name and port.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="reason">A phrase that can follow a colon.</param>
    /// <param name="advice">What to do, as a sentence.</param>
    public static Diagnostic PushRefused(string registry, string repository, string reason, string advice) => new(
        "PYC4024", $"The registry '{registry}' refused the push to '{repository}': {reason}. {advice}");

    /// <summary>PYC4025 (warning): MSBuild writes a password into the binary log.</summary>
    /// <param name="variables">The variables that hold it.</param>
    public static Diagnostic PasswordInLog(IEnumerable<string> variables) => new(
        "PYC4025",
        $"The binary log of this build holds the value of {string.Join(" and ", variables)}, because MSBuild writes "
            + "every variable into it whose name begins with DOTNET_. Do not share it; log in with 'docker login', or "
            + "set SDK_CONTAINER_REGISTRY_UNAME and SDK_CONTAINER_REGISTRY_PWORD, which the .NET SDK reads too.");

    /// <summary>PYC4026: the registry took the push, and has no image.</summary>
    /// <param name="registry">Host name and port.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="digest">The manifest that was pushed.</param>
    /// <param name="how">What it does instead, as a verb and its object.</param>
    public static PyContainersException NotThere(string registry, string repository, string digest, string how) =>
        Error("PYC4026",
            $"The registry '{registry}' accepted the push to '{repository}' but, asked for '{digest}', {how}. Check "
                + "that ContainerRegistry names a registry and that no proxy answers in its place, and publish again.");

    /// <summary>PYC4030: the archive cannot be written.</summary>
    /// <param name="archive">Its path.</param>
    /// <param name="bytes">The size of its layers.</param>
    /// <param name="reason">What the system says, as a sentence.</param>
    public static PyContainersException ArchiveNotWritable(string archive, long bytes, string reason) => Error(
        "PYC4030",
        $"The archive '{archive}' cannot be written; it needs {Megabytes(bytes)} MB: {reason.TrimEnd('.')}. Free the "
            + "space, or set ContainerArchiveOutputPath to another place.");

    /// <summary>PYC4032: a task of the .NET SDK's failed and did not say why by an error of its own.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="reason">What was thrown, as a sentence.</param>
    public static Diagnostic SdkFailed(string task, string reason) => new(
        "PYC4032",
        $"The .NET SDK's task '{task}' failed: {reason.TrimEnd('.')}. Remove the cause and publish again; a log with "
            + "-v:detailed has the place in the SDK.");

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static PyContainersException Error(string code, string message) => new(new Diagnostic(code, message));
}
