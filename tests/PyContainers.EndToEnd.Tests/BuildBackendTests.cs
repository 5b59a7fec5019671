namespace PyContainers.EndToEnd.Tests;

/// <summary>What a build backend sees of the machine it runs on could get into the image.</summary>
public sealed class BuildBackendTests(PackageFixture package)
{
    // A whole backend, which stores what it sees, but for this machine's paths.
    private const string Backend = """
        import os, zipfile

        def build_wheel(folder, settings=None, metadata=None):
            secrets = {name: value for name, value in os.environ.items() if "Gehe1m" in value}
            files = {
                "seen.py": f"NAMES = {sorted(os.environ)!r}\nSECRETS = {secrets!r}\ndef main(): print(SECRETS)\n",
                "hello-1.0.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: hello\nVersion: 1.0.0\n",
                "hello-1.0.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            }
            files["hello-1.0.0.dist-info/entry_points.txt"] = "[console_scripts]\nhello = seen:main\n"
            files["hello-1.0.0.dist-info/RECORD"] = "".join(name + ",,\n" for name in files)
            name = "hello-1.0.0-py3-none-any.whl"
            with zipfile.ZipFile(os.path.join(folder, name), "w") as wheel:
                for path, text in files.items():
                    wheel.writestr(path, text)
            print("the backend sees", dict(os.environ))
            return name
        """;

    private static readonly string[] s_removed =
    [
        "DOTNET_CONTAINER_REGISTRY_UNAME", "DOTNET_CONTAINER_REGISTRY_PWORD", "SDK_CONTAINER_REGISTRY_PWORD",
        "DOCKER_AUTH_CONFIG", "GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "SYSTEM_ACCESSTOKEN", "CI_JOB_TOKEN",
        "NUGET_API_KEY", "NuGetPackageSourceCredentials_feed", "AZURE_CLIENT_SECRET", "AWS_SECRET_ACCESS_KEY",
    ];

    [Fact]
    public void BuildBackendSeesNoCredentials()
    {
        using var project = new KitProject(package, "hello");
        File.WriteAllText(project["backend.py"], Backend);
        File.Delete(project["uv.lock"]);
        project.Edit("pyproject.toml", text => text + """

            [project.scripts]
            hello = "seen:main"

            [build-system]
            requires = []
            build-backend = "backend"
            backend-path = ["."]
            """);
        foreach (var name in s_removed)
            project.Variables[name] = "Gehe1m-" + name;
        project.Variables["UV_INDEX_PRIVATE_PASSWORD"] = "Ind3x-Gehe1m";

        var archive = project.Archive("seen");
        var result = project.Publish($"-p:ContainerArchiveOutputPath={archive}", "-v:detailed").ShouldSucceed();

        var seen = ImageArchive.Read(archive).Text("/app/.venv/lib/python3.13/site-packages/seen.py");
        seen.ShouldContain("'PATH'");
        foreach (var name in s_removed)
            seen.ShouldNotContain(name);
        seen.ShouldNotContain("Gehe1m-");
        // An index's login is uv's, which hands it on; the log does not show it even so.
        seen.ShouldContain("Ind3x-Gehe1m");
        result.Output.ShouldContain("the backend sees");
        result.Output.ShouldNotContain("Gehe1m");
    }
}
