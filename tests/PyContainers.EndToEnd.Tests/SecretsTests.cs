using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>A login for a private index works by each way; and no secret that is anywhere around a publish turns up in
/// anything that it writes.</summary>
public sealed class SecretsTests(PackageFixture package)
{
    // It is another one in a URL.
    private const string IndexPassword = "Ind3x@Gehe1m", FileSecret = "F1le-Gehe1m", Repository = "endtoend/secrets";

    private readonly PlantedSecrets _secrets = new();

    public enum Way
    {
        Url,
        Query,
        Variables,
        Netrc,
        Keyring,
    }

    [Theory]
    [InlineData(Way.Url, IndexPassword)]
    [InlineData(Way.Variables, IndexPassword)]
    [InlineData(Way.Netrc, IndexPassword)]
    [InlineData(Way.Keyring, IndexPassword)]
    [InlineData(Way.Url, "wr0ng@" + IndexPassword)]
    [InlineData(Way.Variables, "wr0ng@" + IndexPassword)]
    [InlineData(Way.Netrc, "wr0ng@" + IndexPassword)]
    [InlineData(Way.Query, IndexPassword)]
    [InlineData(Way.Query, "wr0ng-T0ken-Gehe1m")]
    public void SecretsAreNowhere(Way way, string given)
    {
        using var index = new WheelIndex("reader", IndexPassword)
        {
            Token = way == Way.Query ? Uri.EscapeDataString(IndexPassword) : null,
        };
        using var project = MirrorProject(index.Port);
        var (registry, user, password) = Kit.RegistryWithAuthentication;
        _secrets.With(user, password).With("reader", IndexPassword).With("reader", given).With(FileSecret);
        PlantInFiles(project);
        PlantLogin(project, index.Port, way, given);
        PlantRegistryLogin(project, way);

        using var processes = new ProcessList();
        var result = project.Publish(
            $"-p:ContainerRegistry={registry}", $"-p:ContainerRepository={Repository}", "-v:diag",
            "-p:PyContainerSbom=true", "-p:PyContainerBuilderId=https://ci.example/7");

        if (given == IndexPassword)
        {
            result.ShouldSucceed();
            _secrets.HitsInImage(registry, Repository).ShouldBeEmpty();
            foreach (var document in new[] { "sbom.cdx.json", "provenance.intoto.json" })
                Directory.GetFiles(project["obj"], document, SearchOption.AllDirectories).ShouldHaveSingleItem();
        }
        else
        {
            var error = result.ShouldFailWith("PYC1018").Message;
            error.ShouldContain("401 Unauthorized");
            error.ShouldContain("UV_INDEX_<NAME>_PASSWORD");
        }

        processes.CommandLines.ShouldContain(line => line.Contains("PublishProfile=PyContainer"));
        // uv keeps an index as its user writes it, but for user and password.
        string[] uvs = way == Way.Query ? [project["uv.lock"], project.Variables["UV_CACHE_DIR"]] : [];
        _secrets.Hits(result, processes.CommandLines, project.Root)
            .Where(hit => !uvs.Any(hit.Contains)).ShouldBeEmpty();
    }

    private void PlantLogin(KitProject project, int port, Way way, string password)
    {
        var host = $"localhost:{port}/simple";
        switch (way)
        {
            case Way.Url:
                project.Variables["UV_DEFAULT_INDEX"] = $"http://reader:{Uri.EscapeDataString(password)}@{host}";
                break;
            case Way.Query:
                project.Variables["UV_DEFAULT_INDEX"] = $"http://{host}?token={Uri.EscapeDataString(password)}";
                break;
            case Way.Variables:
                project.Variables["UV_INDEX_PRIVATE_USERNAME"] = "reader";
                project.Variables["UV_INDEX_PRIVATE_PASSWORD"] = password;
                break;
            case Way.Keyring: // it is asked for a user's password
                project.Variables["UV_DEFAULT_INDEX"] = $"http://reader@{host}";
                project.Variables["UV_KEYRING_PROVIDER"] = "subprocess";
                PlantProgram(project, "keyring", $"echo '{password}'");
                break;
            default:
                _secrets.Write(
                    Path.Combine(project.Variables["HOME"], ".netrc"),
                    $"machine localhost login reader password {password}\n");
                break;
        }
    }

    // The .NET SDK's ways: variables, a login in a file, a program that knows it.
    private void PlantRegistryLogin(KitProject project, Way way)
    {
        var (registry, user, password) = Kit.RegistryWithAuthentication;
        var config = Path.Combine(project.Variables["HOME"], ".docker", "config.json");
        switch (way)
        {
            case Way.Variables: // MSBuild itself logs those that begin with DOTNET_: PYC4025.
                project.Variables["SDK_CONTAINER_REGISTRY_UNAME"] = user;
                project.Variables["SDK_CONTAINER_REGISTRY_PWORD"] = password;
                break;
            case Way.Keyring:
                _secrets.Write(config, $$"""{"credHelpers":{"{{registry}}":"planted"} }""");
                // It is sent the registry's name: a pipe that nobody reads is a failure for who asks.
                PlantProgram(
                    project, "docker-credential-planted",
                    $$"""
                    cat >/dev/null
                    echo '{"ServerURL":"{{registry}}","Username":"{{user}}","Secret":"{{password}}"}'
                    """);
                break;
            default:
                var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
                _secrets.Write(config, $$"""{"auths":{"{{registry}}":{"auth":"{{auth}}"} } }""");
                break;
        }
    }

    private void PlantProgram(KitProject project, string name, string line)
    {
        var folder = Path.Combine(project.Root, "programs");
        var program = Path.Combine(folder, name);
        _secrets.Write(program, $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var path = project.Variables.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH");
        project.Variables["PATH"] = folder + Path.PathSeparator + path;
    }

    private void PlantInFiles(KitProject project)
    {
        foreach (var name in new[] { ".env", ".pypirc", ".netrc", "pip.conf", ".git-credentials", "id_rsa" })
            _secrets.Write(project[name], FileSecret);
        _secrets.Write(
            project[".git/config"],
            $"[remote \"origin\"]\n\turl = https://me:{FileSecret}@git.example/hello.git\n");
        File.WriteAllText(project[".git/HEAD"], new string('a', 40) + "\n");
        Directory.CreateDirectory(project[".git/objects"]);
        Directory.CreateDirectory(project[".git/refs"]);
        project.Variables["GITHUB_TOKEN"] = project.Variables["DATABASE_PASSWORD"] = FileSecret;
    }

    // No kit here: uv works online, with the mirror as its only index.
    private KitProject MirrorProject(int port)
    {
        var project = new KitProject(package, "hello").WithOwnHome();
        project.Variables["PYCONTAINERS_KIT"] = "";
        project.Variables["PyContainerCompileBytecode"] = "false"; // it would take most of the time
        project.Variables["PyContainerUvPath"] = Kit.Uv;
        project.Variables["ContainerBaseImage"] = "oci:" + Path.Combine(Kit.Folder, "images", "debian12-distroless");
        project.Variables["UV_PYTHON_DOWNLOADS_JSON_URL"] = Path.Combine(Kit.Folder, "python", "downloads.json");
        project.Variables["UV_CACHE_DIR"] = Path.Combine(project.Root, "uv-cache");
        var archives = Directory
            .CreateDirectory(Path.Combine(project.Variables["XDG_CACHE_HOME"], "pycontainers", "python", "archives"))
            .FullName;
        foreach (var archive in Directory.EnumerateFiles(Path.Combine(Kit.Folder, "python", "archives")))
            File.Copy(archive, Path.Combine(archives, Path.GetFileName(archive)));
        File.WriteAllText(
            project["pyproject.toml"],
            $"""
            [project]
            name = "hello"
            version = "1.0.0"
            requires-python = ">=3.13"
            dependencies = ["rich"]

            [[tool.uv.index]]
            name = "private"
            url = "http://localhost:{port}/simple"
            default = true
            """);
        File.Delete(project["uv.lock"]);
        return project;
    }
}
