using System.IO.Compression;
using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Passwords of the registry and of an index reach no log, no binary log, no state file and no
/// layer.</summary>
public sealed class SecretsTests(PackageFixture package)
{
    private const string IndexPassword = "Ind3x-Gehe1m", Repository = "endtoend/secrets";

    [Theory]
    [InlineData(IndexPassword)]
    [InlineData("wr0ng-" + IndexPassword)]
    public void PasswordsAreNowhere(string given)
    {
        using var index = new WheelIndex("reader", IndexPassword);
        using var project = MirrorProject(index, given);
        var (registry, user, password) = Kit.RegistryWithAuthentication;
        WriteDockerConfig(project, registry, user, password);

        var result = project.Publish(
            $"-p:ContainerRegistry={registry}",
            $"-p:ContainerRepository={Repository}",
            "-v:detailed"
        );

        if (given == IndexPassword)
            result.ShouldSucceed();
        else
            result.ShouldFailWith("PYC1018");
        string[] secrets =
        [
            IndexPassword,
            password,
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")),
        ];
        foreach (var secret in secrets)
        {
            if (given == IndexPassword)
                FilesWith(secret, registry).ShouldBeEmpty();
            result.Output.ShouldNotContain(secret);
            Inflate(result.Binlog)
                .AsSpan()
                .IndexOf(Encoding.UTF8.GetBytes(secret))
                .ShouldBe(-1, $"the binary log holds '{secret}'");
            foreach (var file in Directory.EnumerateFiles(project.Folder, "*", SearchOption.AllDirectories))
                File.ReadAllBytes(file)
                    .AsSpan()
                    .IndexOf(Encoding.UTF8.GetBytes(secret))
                    .ShouldBe(-1, $"'{file}' holds '{secret}'");
        }
    }

    private static IReadOnlyList<string> FilesWith(string secret, string registry)
    {
        var files = RegistryImage.Of(registry, Repository).Files(secret);
        files.All.ShouldContain("app/main.py");
        return files.With;
    }

    // No kit here: uv works online, with the mirror as its only index.
    private KitProject MirrorProject(WheelIndex index, string password)
    {
        var project = new KitProject(package, "hello").WithOwnHome();
        project.Variables["PYCONTAINERS_KIT"] = "";
        project.Variables["PyContainerUvPath"] = Kit.Uv;
        project.Variables["ContainerBaseImage"] = "oci:" + Path.Combine(Kit.Folder, "images", "debian12-distroless");
        project.Variables["UV_PYTHON_DOWNLOADS_JSON_URL"] = Path.Combine(Kit.Folder, "python", "downloads.json");
        project.Variables["UV_CACHE_DIR"] = Path.Combine(project.Root, "uv-cache");
        project.Variables["UV_DEFAULT_INDEX"] = $"http://reader:{password}@localhost:{index.Port}/simple";
        var archives = Directory
            .CreateDirectory(Path.Combine(project.Variables["XDG_CACHE_HOME"], "pycontainers", "python", "archives"))
            .FullName;
        foreach (var archive in Directory.EnumerateFiles(Path.Combine(Kit.Folder, "python", "archives")))
            File.Copy(archive, Path.Combine(archives, Path.GetFileName(archive)));
        File.WriteAllText(
            project["pyproject.toml"],
            "[project]\nname = \"hello\"\nversion = \"1.0.0\"\nrequires-python = \">=3.13\"\ndependencies = "
                + "[\"rich\"]\n"
        );
        File.Delete(project["uv.lock"]);
        return project;
    }

    private static void WriteDockerConfig(KitProject project, string registry, string user, string password)
    {
        var folder = Directory.CreateDirectory(Path.Combine(project.Variables["HOME"], ".docker")).FullName;
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
        File.WriteAllText(
            Path.Combine(folder, "config.json"),
            $$"""{"auths":{"{{registry}}":{"auth":"{{auth}}"} } }"""
        );
    }

    private static byte[] Inflate(string binlog)
    {
        using var file = File.OpenRead(binlog);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var all = new MemoryStream();
        gzip.CopyTo(all);
        return all.ToArray();
    }
}
