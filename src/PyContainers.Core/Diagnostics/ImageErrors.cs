namespace PyContainers.Core.Diagnostics;

/// <summary>PYC3xxx: the base image and what is made of it.</summary>
public static class ImageErrors
{
    /// <summary>PYC3001: the image would run as root and nobody allowed it.</summary>
    public static PyContainersException RootUser(string user) =>
        Error(
            "PYC3001",
            $"The image would run as '{user}', which is root (uid 0). A compromised application should not be root. "
                + "Set ContainerUser to another user, or remove it to use the base image's user or 1654; if it must "
                + "be root, set PyContainerAllowRoot to true."
        );

    /// <summary>PYC3002 (warning): the image runs as root because the project allows it.</summary>
    public static Diagnostic RootAllowed(string user) =>
        new(
            "PYC3002",
            $"The image runs as '{user}', which is root (uid 0), because PyContainerAllowRoot is true. Remove "
                + "PyContainerAllowRoot and set ContainerUser if the application does not need root."
        );

    /// <summary><see cref="InvalidUser"/> for a name that the base image does not know.</summary>
    public static PyContainersException UnknownUser(string user, IEnumerable<string> known) =>
        InvalidUser(user, $"it cannot be resolved to numbers; the base image's /etc/passwd {Known(known)}");

    /// <summary>PYC3003: a user that the base image does not know, a group given by its name, or no user at
    /// all.</summary>
    public static PyContainersException InvalidUser(string user, string why) =>
        Error(
            "PYC3003",
            $"The user '{user}' cannot be used: {why}. Set ContainerUser to a user name, a uid, or a numeric uid:gid "
                + "such as 1654:1654."
        );

    /// <summary>PYC3004 (warning): nobody will run the health command by himself.</summary>
    /// <param name="command">The command.</param>
    /// <param name="json">The command as a JSON array; Podman takes an array of one for a line for the shell.</param>
    /// <param name="label">The label that holds it.</param>
    public static Diagnostic HealthIsALabel(IReadOnlyList<string> command, string json, string label) =>
        new(
            "PYC3004",
            $"PyContainerHealthCommand is only stored in the image's label '{label}': the .NET SDK's pipeline writes "
                + "no health check for Docker or Podman. Pass it to them: podman run "
                + $"--health-cmd='{(command is [var only] ? "CMD " + only : json)}'; in a compose file healthcheck: "
                + "test: with \"CMD\" before the arguments; docker run --health-cmd, if the image has a shell."
        );

    /// <summary>PYC3010: the base image does not exist.</summary>
    public static PyContainersException BaseNotFound(string image, string reason) =>
        Error(
            "PYC3010",
            $"The base image '{image}' was not found: {reason} Check ContainerBaseImage, its tag and whether it exists "
                + "for the RuntimeIdentifier."
        );

    /// <summary>PYC3011: the registry of the base image wants other credentials.</summary>
    public static PyContainersException BaseUnauthorised(string image, string reason) =>
        Error(
            "PYC3011",
            $"The base image '{image}' could not be read: access denied. {reason} Run 'docker login' for its registry, "
                + "or set DOTNET_CONTAINER_PULL_REGISTRY_UNAME and DOTNET_CONTAINER_PULL_REGISTRY_PWORD."
        );

    /// <summary>PYC3012: the folder is not an OCI image layout.</summary>
    public static PyContainersException NotALayout(string folder, string reason, Exception? inner = null) =>
        Error(
            "PYC3012",
            $"'{folder}' is not an OCI image layout: {reason}. Set ContainerBaseImage to 'oci:' and a folder with "
                + "oci-layout, index.json and blobs, as written by 'skopeo copy docker://<image> oci:<folder>'.",
            folder,
            inner
        );

    /// <summary>PYC3013: the layout has no image for the platform.</summary>
    public static PyContainersException PlatformMissing(string folder, string wanted, IEnumerable<string> available) =>
        Error(
            "PYC3013",
            $"The OCI layout '{folder}' has no image for '{wanted}'. Available: {ListOr(available, "none")}. Add the "
                + "platform ('skopeo copy --all'), or change RuntimeIdentifier or ContainerRuntimeIdentifiers.",
            folder
        );

    /// <summary>PYC3014: a blob is missing or is not what its digest says.</summary>
    public static PyContainersException BlobInvalid(string path, string reason, Exception? inner = null) =>
        Error(
            "PYC3014",
            $"The blob '{path}' cannot be used: {reason}. The OCI layout is damaged or incomplete: recreate it, for "
                + "instance with 'skopeo copy'.",
            path,
            inner
        );

    /// <summary>PYC3015: no Python image can be made for the runtime identifier.</summary>
    public static PyContainersException UnsupportedRuntimeIdentifier(string runtimeIdentifier) =>
        Error(
            "PYC3015",
            $"A Python image cannot be built for '{runtimeIdentifier}'. Set RuntimeIdentifier, "
                + "ContainerRuntimeIdentifier or ContainerRuntimeIdentifiers to linux-x64, linux-arm64, "
                + "linux-musl-x64 or linux-musl-arm64."
        );

    /// <summary>PYC3016: a layer of the base image cannot be read.</summary>
    public static PyContainersException LayerUnreadable(string reason, Exception? inner = null) =>
        Error(
            "PYC3016",
            $"A layer of the base image cannot be read: {reason}. Only uncompressed and gzip-compressed layers are "
                + "supported. Set ContainerBaseImage to such an image, or convert this one with 'skopeo copy "
                + "--dest-compress-format gzip --dest-force-compress-format'.",
            null,
            inner
        );

    /// <summary>The code of <see cref="BaseUnreachable"/>.</summary>
    public const string Unreachable = "PYC3017";

    /// <summary>PYC3017: the registry of the base image does not answer.</summary>
    public static PyContainersException BaseUnreachable(string image, string reason) =>
        Error(
            Unreachable,
            $"The registry of the base image '{image}' cannot be reached: {reason} Check the network and the proxy "
                + "(HTTPS_PROXY), or set ContainerBaseImage to 'oci:' and the folder of an OCI image layout."
        );

    /// <summary>PYC3018: base image and interpreter are made for different C libraries.</summary>
    /// <param name="image">The base image.</param>
    /// <param name="imageLibc">The C library it has, such as <c>musl</c>.</param>
    /// <param name="interpreterLibc">The C library the interpreter needs, such as <c>glibc</c>.</param>
    /// <param name="runtimeIdentifier">A runtime identifier that fits the base image.</param>
    public static PyContainersException LibcMismatch(
        string image,
        string imageLibc,
        string interpreterLibc,
        string runtimeIdentifier
    ) =>
        Error(
            "PYC3018",
            $"The base image '{image}' has {imageLibc}, but the interpreter is built for {interpreterLibc} and cannot "
                + $"start there. Set RuntimeIdentifier to {runtimeIdentifier}, or ContainerBaseImage to an image with "
                + $"{interpreterLibc}."
        );

    /// <summary>PYC3019: the registry did not give a layer of an image that it has.</summary>
    /// <param name="digest">The layer.</param>
    /// <param name="image">The image.</param>
    /// <param name="reason">What the .NET SDK says, as whole sentences.</param>
    public static PyContainersException LayerNotFetched(string digest, string image, string reason) =>
        Error(
            "PYC3019",
            $"The layer '{digest}' of the image '{image}' could not be fetched: {reason} Publish again; if that "
                + "does not help, the image is incomplete in its registry ('docker pull' reads every layer): use "
                + "another one."
        );

    /// <summary>PYC3020: an archive with the base image cannot be read.</summary>
    /// <param name="archive">Its path.</param>
    /// <param name="reason">Why, as a clause.</param>
    /// <param name="inner">What was thrown.</param>
    public static PyContainersException ArchiveUnreadable(string archive, string reason, Exception inner) => new(
        new Diagnostic(
            "PYC3020",
            $"The base image cannot be read from the archive '{archive}': {reason}. ContainerBaseImage names, after "
                + "'oci-archive:' or 'docker-archive:', a file as written by 'docker save', 'podman save' or 'skopeo "
                + "copy'."),
        inner);

    /// <summary>PYC3021: a base that no Python image can be made from, or that only a container engine has.</summary>
    /// <param name="image"><c>ContainerBaseImage</c>.</param>
    /// <param name="why">Why, and what to do, as sentences.</param>
    public static PyContainersException NotABase(string image, string why) => new(
        new Diagnostic("PYC3021", $"'{image}' cannot be the base image. {why}"));

    /// <summary>PYC3036: the base's interpreter has another version than the project wants.</summary>
    /// <param name="image">The base image.</param>
    /// <param name="available">The minor versions it has.</param>
    /// <param name="wanted">The version that the project resolves to.</param>
    /// <param name="askedBy">What says so, such as <c>.python-version</c>.</param>
    /// <param name="request">What it says.</param>
    /// <param name="file">The file that says it, or null.</param>
    public static PyContainersException OtherPython(
        string image,
        IEnumerable<string> available,
        string wanted,
        string askedBy,
        string request,
        string? file
    ) =>
        Error(
            "PYC3036",
            $"The base image '{image}' has Python {string.Join(" and ", available)}, but the project resolves to "
                + $"Python {wanted} ({askedBy}: '{request}'). Allow the base image's version there, set "
                + "ContainerBaseImage to an image with the project's version, or remove PyContainerInterpreter=Base.",
            file
        );

    /// <summary>PYC3037: the base's interpreter is asked for, and there is none.</summary>
    public static PyContainersException NoInterpreterInBase(string image, IEnumerable<string> found) =>
        Error(
            "PYC3037",
            $"PyContainerInterpreter is Base, but the base image '{image}' has no usable Python (found: "
                + $"{ListOr(found, "none")}; it must exist for every platform and must not be free-threaded). Set "
                + "ContainerBaseImage to an image with Python, or remove PyContainerInterpreter to get a managed one."
        );

    /// <summary>PYC3058: another Python than CPython's default build is asked for.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="askedBy">What says so, such as <c>.python-version</c>.</param>
    /// <param name="build">What it is, such as <c>PyPy</c>.</param>
    /// <param name="file">The file that says it, or null.</param>
    public static PyContainersException OtherBuild(string request, string askedBy, string build, string? file) =>
        Error(
            "PYC3058",
            $"Python '{request}' (requested by {askedBy}) is {build}, which is not supported: an image gets CPython's "
                + "default build. Request a version such as '3.13' there.",
            file
        );

    /// <summary>PYC3071: a base whose config does not have what its manifest says.</summary>
    /// <param name="image">The base image.</param>
    /// <param name="layers">Layers of the manifest.</param>
    /// <param name="diffIds">Diff ids of the config.</param>
    public static PyContainersException InconsistentBase(string image, int layers, int diffIds) =>
        Error(
            "PYC3071",
            $"The base image '{image}' is inconsistent: its manifest has {layers} layers, its config {diffIds} diff "
                + "ids, so no container engine could unpack it. Pull or build it again, or set ContainerBaseImage to "
                + "another image."
        );

    private static string Known(IEnumerable<string> names) =>
        ListOr(names, "") is { Length: > 0 } list ? $"has {list}" : "is missing, is empty or was not read";

    private static string ListOr(IEnumerable<string> values, string none) =>
        string.Join(", ", values.Select(v => $"'{v}'")) is { Length: > 0 } list ? list : none;

    private static PyContainersException Error(
        string code,
        string message,
        string? file = null,
        Exception? inner = null
    ) => new(new Diagnostic(code, message, file), inner);
}
