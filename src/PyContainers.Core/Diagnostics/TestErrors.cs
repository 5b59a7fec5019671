namespace PyContainers.Core.Diagnostics;

/// <summary>PYC50xx: commands of <c>dotnet</c> on a Python project.</summary>
public static class TestErrors
{
    /// <summary>PYC5001: a test failed.</summary>
    /// <param name="test">Its name.</param>
    /// <param name="message">Why, on one line.</param>
    /// <param name="file">Full path of the file in which it failed, or null.</param>
    /// <param name="line">1-based line; 0 when unknown.</param>
    public static Diagnostic Failed(string test, string message, string? file, int line) =>
        new("PYC5001", $"The test '{test}' failed: {message}", file, line);

    /// <summary>PYC5002: the tests could not be run.</summary>
    /// <param name="exitCode">What pytest or unittest ended with.</param>
    /// <param name="last">The last line that it printed.</param>
    public static PyContainersException CouldNotRun(int exitCode, string last) =>
        Error("PYC5002",
            $"The tests could not be run: the runner ended with code {exitCode}. {last} Its output above says more.");

    /// <summary>PYC5003: a test filter is not valid.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="rest">What of it is not understood.</param>
    public static PyContainersException Filter(string filter, string rest) =>
        Error("PYC5003",
            $"--filter is '{filter}', which is not valid at '{rest}': it must be conditions such as 'Name~orders', "
                + "joined with '&' and '|'.");

    /// <summary>PYC5004 (warning): a logger is not supported.</summary>
    /// <param name="logger">Its name.</param>
    public static Diagnostic UnknownLogger(string logger) =>
        new("PYC5004", $"The logger '{logger}' writes nothing for Python tests. Use 'trx' or 'junit'.");

    /// <summary>PYC5005 (warning): there is no coverage.</summary>
    public static Diagnostic NoCoverage() =>
        new("PYC5005", "No coverage was collected: pytest-cov is not installed. Run 'uv add --dev pytest-cov'.");

    /// <summary>PYC5006: <c>dotnet pack</c> on a Python project.</summary>
    public static PyContainersException NothingToPack() =>
        Error("PYC5006",
            "'dotnet pack' makes no package of a Python project. Run 'uv build' for a wheel, or "
                + "'dotnet publish -p:PublishProfile=PyContainer' for an image. With IsPackable set to false, "
                + "'dotnet pack' skips the project.");

    /// <summary>PYC5007: <c>dotnet publish</c> without the profile.</summary>
    public static PyContainersException NothingToPublish() =>
        Error("PYC5007",
            "Without a profile, 'dotnet publish' publishes nothing of a Python project. Run "
                + "'dotnet publish -p:PublishProfile=PyContainer', or set PublishProfile in the project file. With "
                + "IsPublishable set to false, 'dotnet publish' skips the project.");

    /// <summary>PYC5008: <c>dotnet run</c> in a container without an engine.</summary>
    public static PyContainersException NoEngine() =>
        Error("PYC5008",
            "PyContainerRunInContainer needs a container engine, and the image went elsewhere. Start Docker or Podman, "
                + "and give neither ContainerRegistry nor ContainerArchiveOutputPath on the command line.");

    private static PyContainersException Error(string code, string message) => new(new Diagnostic(code, message));
}
