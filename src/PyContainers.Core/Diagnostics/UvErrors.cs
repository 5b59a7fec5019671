namespace PyContainers.Core.Diagnostics;

/// <summary>PYC1xxx: uv itself, the interpreters it manages and the distributions it fetches.</summary>
public static class UvErrors
{
    /// <summary>PYC1001: no uv anywhere, and none may be downloaded.</summary>
    public static PyContainersException NotFound(string host) =>
        Error(
            "PYC1001",
            $"No uv was found on PATH or in an offline kit, and no uv with a known hash exists for this host "
                + $"('{host}'). Install uv, or set PyContainerUvPath to its path."
        );

    /// <summary>PYC1002: the uv that the user named is too old or does not run.</summary>
    public static PyContainersException Unsupported(string path, string found, string minimum, string tested) =>
        Error(
            "PYC1002",
            $"'{path}' cannot be used: {found}. PyContainers needs uv {minimum} or newer and is tested with {tested}. "
                + "Set PyContainerUvPath to such a uv, or remove it to have one provided."
        );

    /// <summary>PYC1003 (warning): the uv that the user named is outside the range that is tested.</summary>
    public static Diagnostic Untested(string path, string version, string tested) =>
        new(
            "PYC1003",
            $"uv {version} at '{path}' is outside the tested range ({tested}). Remove PyContainerUvPath to have a "
                + "tested uv provided."
        );

    /// <summary>PYC1004: no place gave uv.</summary>
    /// <param name="tried">Every place, each with the reason.</param>
    public static PyContainersException DownloadFailed(string tried) =>
        Error(
            "PYC1004",
            $"uv could not be downloaded. Tried: {tried}. Check the network, the proxy (HTTPS_PROXY) and the "
                + "certificates (SSL_CERT_FILE); or set UV_DEFAULT_INDEX to a package index that has uv, "
                + "PyContainerUvDownloadUrl to a folder with uv's files, PyContainerUvPath to an installed uv, or "
                + "PyContainerOfflineKit to an offline kit."
        );

    /// <summary>PYC1005: what was downloaded is not what was expected.</summary>
    public static PyContainersException DownloadHashMismatch(string url, string expected, string actual) =>
        Error(
            "PYC1005",
            $"What came from '{url}' has the SHA-256 {actual}, but {expected} was expected. The download was "
                + "discarded. Check the mirror, or set PyContainerUvSha256 to the hash of the file you want."
        );

    /// <summary>PYC1006: a version of uv was asked for whose hash nobody gave.</summary>
    public static PyContainersException HashUnknown(string version, string host, string pinned) =>
        Error(
            "PYC1006",
            $"The SHA-256 of uv {version} for '{host}' is not known to this package. Set PyContainerUvSha256 to that "
                + $"of its wheel or its release's archive, or remove PyContainerUvVersion to use {pinned}."
        );

    /// <summary>PYC1007: the offline kit cannot be used.</summary>
    public static PyContainersException KitInvalid(string folder, string reason, string formats) =>
        Error(
            "PYC1007",
            $"'{folder}' is not an offline kit: {reason}. Set PyContainerOfflineKit to a folder with a kit.json of "
                + $"format {formats}.",
            null,
            folder
        );

    /// <summary>PYC1008: the project wants another uv than the one at hand.</summary>
    public static PyContainersException RequiredVersion(string text, string? file) =>
        Error(
            "PYC1008",
            $"{text} The project's 'required-version' asks for another uv: set PyContainerUvPath to it, or "
                + "PyContainerUvVersion and PyContainerUvSha256.",
            null,
            file
        );

    /// <summary>PYC1010: uv failed in a way that has no code of its own.</summary>
    public static PyContainersException Failed(
        string step,
        string text,
        string? file = null,
        int line = 0,
        int column = 0
    ) => new(new Diagnostic("PYC1010", $"uv failed to {step}: {text}", file, line, column));

    /// <summary>PYC1011: there is no interpreter for the version that is asked for.</summary>
    public static PyContainersException NoInterpreter(
        string request,
        string askedBy,
        string runtimeIdentifier,
        string available,
        string? file
    ) =>
        Error(
            "PYC1011",
            $"No Python '{request}' (requested by {askedBy}) is available for '{runtimeIdentifier}'. Available: "
                + $"{available}. "
                + "Change "
                + (askedBy == "PyContainerPythonVersion" ? "it." : $"{askedBy}, or set PyContainerPythonVersion."),
            null,
            file
        );

    /// <summary>PYC1012: the interpreter's archive is missing or damaged.</summary>
    public static PyContainersException InterpreterArchive(string reason) => Error("PYC1012",
        $"The interpreter's archive cannot be used: {reason}");

    private const string WhyOffline =
        " uv runs offline in this build (UV_OFFLINE or an offline kit), so everything must already be in its cache. "
        + "Add it to the kit, or publish online once.";

    /// <summary>PYC1013: something is not in the cache and the network is off.</summary>
    public static PyContainersException Offline(string text) => Error("PYC1013", text + WhyOffline);

    /// <summary>Whether a failure is <see cref="Offline"/>.</summary>
    public static bool IsOffline(Diagnostic failure) =>
        failure.Message.EndsWith(WhyOffline, StringComparison.Ordinal);

    /// <summary>Several of <see cref="Offline"/> as one.</summary>
    public static PyContainersException OfflineAll(IEnumerable<string> messages) =>
        Offline(string.Join(
            ' ',
            messages.Select(message => message.Replace(WhyOffline, "", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)));

    /// <summary>PYC1014: a distribution's hash is not the one in the lock.</summary>
    public static PyContainersException HashMismatch(string text) =>
        Error(
            "PYC1014",
            $"{text} What the index serves is not what was locked. Find out why before you publish; 'uv lock "
                + "--upgrade-package <name>' locks it again."
        );

    /// <summary>PYC1015: no wheel fits the image.</summary>
    public static PyContainersException NoWheel(string text, string platform) =>
        Error(
            "PYC1015",
            $"{text} The image needs a wheel for '{platform}'. Choose a version that has one, choose a base image with "
                + "a newer glibc, or build the wheel yourself and add it to an index."
        );

    /// <summary>PYC1016: a build backend failed.</summary>
    public static PyContainersException BuildFailed(string text) =>
        Error("PYC1016", $"{text} All that the build backend has printed is in the log at '-v:detailed'.");

    /// <summary>PYC1017: the index or the network failed.</summary>
    public static PyContainersException Network(string text) =>
        Error(
            "PYC1017",
            $"{text} Check the index URL, the proxy (HTTPS_PROXY) and the certificates (UV_SYSTEM_CERTS, "
                + "SSL_CERT_FILE); or use a mirror or PyContainerOfflineKit."
        );

    /// <summary>PYC1018: the index refused the credentials, or wants some.</summary>
    public static PyContainersException Unauthorised(string text) =>
        Error(
            "PYC1018",
            $"{text} The credentials are missing or wrong. Provide them for uv: UV_INDEX_<NAME>_USERNAME and "
                + "UV_INDEX_<NAME>_PASSWORD, a netrc file, the index's URL, or 'uv auth login'."
        );

    /// <summary>PYC1019: the requirements contradict each other.</summary>
    public static PyContainersException NoSolution(string text, string? file) => Error("PYC1019",
        file is null || Path.GetFileName(file) == "pyproject.toml"
            ? $"{text} Loosen the requirements in pyproject.toml, then run 'uv lock'."
            : $"{text} Loosen the requirements in '{Path.GetFileName(file)}'.", null, file);

    /// <summary>PYC1020: uv's wheel is the only known file for the host, and no index is named.</summary>
    public static PyContainersException NoIndex(string version, string host) =>
        Error(
            "PYC1020",
            $"uv {version} for this host ('{host}') comes from a package index, and none is named in uv.lock, "
                + "pyproject.toml, uv.toml or the environment. Set UV_DEFAULT_INDEX to the index, "
                + "PyContainerUvDownloadUrl to a folder with uv's files, or PyContainerUvPath to an installed uv."
        );

    private static PyContainersException Error(
        string code,
        string message,
        Exception? inner = null,
        string? file = null
    ) => new(new Diagnostic(code, message, file), inner);
}
