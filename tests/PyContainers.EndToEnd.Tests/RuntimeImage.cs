namespace PyContainers.EndToEnd.Tests;

/// <summary>One published web API with two folders to write to, for every test that asks what a running container is
/// promised.</summary>
public sealed class RuntimeImage : IDisposable
{
    private readonly string _name = "endtoend-runtime";

    private readonly KitProject _project;

    public RuntimeImage(PackageFixture package)
    {
        Tool.Require("docker", "version");
        _project = new KitProject(package, "web-api");
        _project.Edit(
            "web-api.pyproj",
            text =>
                text.Replace(
                    " />",
                    "><ItemGroup><PyContainerWritableDirectory Include=\"uploads;/var/lib/orders\" "
                        + "/></ItemGroup></Project>",
                    StringComparison.Ordinal
                )
        );
        _project.PublishArchive("Docker", "-p:ContainerRepository=" + _name);
        Tool.Run("docker", "load", "-q", "-i", _project.Archive("Docker"));
    }

    /// <summary>A folder of this machine, gone with the image.</summary>
    public string Folder => _project.Root;

    /// <summary>Runs Python code in a container with a read-only root file system and returns what it prints.</summary>
    public string Python(string code, params string[] options)
    {
        var (exitCode, output) = Run(code, options);
        return exitCode == 0 ? output.Trim() : throw new InvalidOperationException(output);
    }

    /// <summary>The same, for code that may fail.</summary>
    public (int ExitCode, string Output) Run(string code, params string[] options) =>
        Run(_name, code, ["--network=none", .. options]);

    /// <summary>The same, on the host's network.</summary>
    public (int ExitCode, string Output) RunOnHost(string code, params string[] options) =>
        Run(_name, code, ["--network=host", .. options]);

    internal static (int ExitCode, string Output) Run(string image, string code, params string[] options) =>
        Container.Execute(image, options, ["python", "-c", code]);

    public void Dispose() => _project.Dispose();
}
