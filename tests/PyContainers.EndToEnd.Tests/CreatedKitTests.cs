using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Offline kits that the package itself makes.</summary>
public sealed class CreatedKitTests(PackageFixture package)
{
    private const string Password = "pa55-W0rd-of-the-index";

    // To compile takes longest, and is the same with and without a kit.
    private static readonly string[] s_project =
        ["-p:PyContainerPackage=shop-api", "-p:PyContainerCompileBytecode=false", "-p:RuntimeIdentifier=linux-x64"];

    [Fact]
    public void ReadOnlyKitWithoutNetworkAndHomeMakesTheSameLayers()
    {
        Tool.Require("unshare", "-n", "-m", "true");
        using var project = new KitProject(package, "workspace");
        var expected = project.PublishArchive("OCI", s_project);
        project.Build(["-t:CreatePyContainerKit", .. s_project]).ShouldSucceed();
        var kit = project["bin/Debug/net10.0/linux-x64/kit"];
        project.Build("-t:VerifyPyContainerKit", $"-p:PyContainerOfflineKit={kit}").ShouldSucceed();
        using var other = new KitProject(package, "workspace").WithOwnHome();
        var archive = Path.Combine(other.Root, "other.tar");
        var publish = CutOff(other, kit, archive);

        publish.ShouldSucceed();
        // The project's own packages, and the application.
        publish.Output.Split(" MB, written in ").Length.ShouldBe(3);
        // The last one is the .NET SDK's, with times of its own.
        ImageArchive.Read(archive).DiffIds.SkipLast(1).ShouldBe(expected.DiffIds.SkipLast(1));

        var part = Directory.EnumerateFiles(kit, "wheels-*").Single();
        var bytes = File.ReadAllBytes(part);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(part, bytes);
        other.Variables["HOME"] = other.Variables["XDG_CACHE_HOME"] = Path.Combine(other.Root, "fresh");
        CutOff(other, kit, archive).ShouldFailWith("PYC1030").Message.ShouldContain(Path.GetFileName(part));
    }

    [Fact]
    public void KitOfANetworkNeedsNoneAndKnowsNoPassword()
    {
        using var box = Box.OfProgram(package);
        var project = box.Project;
        var index = box.Project.Variables["UV_DEFAULT_INDEX"];
        box.Project.Variables["UV_DEFAULT_INDEX"] =
            index.Replace("https://", $"https://builder:{Password}@", StringComparison.Ordinal);
        var kit = Path.Combine(project.Root, "made");

        box.Build("-t:CreatePyContainerKit", $"-p:PyContainerKitOutput={kit}").ShouldSucceed();

        box.TakeRequests().Select(line => line[0]).ShouldContain("mcr.microsoft.com");
        var contents = Directory.EnumerateFiles(kit, "*.tar.gz").Select(Unpacked).ToList();
        contents.Count.ShouldBe(5);
        contents.Count(bytes => Has(bytes, Password)).ShouldBe(0);
        contents.ShouldContain(bytes => Has(bytes, "idna/core.py"));

        // Another machine, where nobody knows of a network.
        box.OnlyNames();
        box.Project.Variables["PYCONTAINERS_KIT"] = kit;
        foreach (var name in new[] { "UV_DEFAULT_INDEX", "UV_CACHE_DIR", "UV_PYTHON_DOWNLOADS_JSON_URL" })
            box.Project.Variables.Remove(name);
        foreach (var name in new[] { "HOME", "XDG_CACHE_HOME" })
            box.Project.Variables[name] = Path.Combine(project.Root, "fresh");
        Directory.Delete(project["obj"], recursive: true);
        box.Publish().ShouldSucceed();

        box.TakeRequests().ShouldBeEmpty();
        var image = ImageArchive.Read(box.Archive);
        image.Entrypoint.ShouldBe(["/app/.venv/bin/python", "/app/main.py"]);
        var tags = Path.Combine(box.Content, "registry", "tags", "mcr.microsoft.com", "dotnet+runtime-deps");
        File.Exists(Path.Combine(
            tags, image.Labels["org.opencontainers.image.base.digest"].Replace(':', '+'))).ShouldBeTrue();
        image.Labels["org.opencontainers.image.base.name"].ShouldBe(
            "mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled");
    }

    [Fact]
    public void KitAsAPackageIsTheKitOfWhoReferencesIt()
    {
        Tool.Require("unshare", "-n", "-m", "true");
        using var project = new KitProject(package, "hello");
        project.Build("-t:PackPyContainerKit").ShouldSucceed();
        using var other = new KitProject(package, "hello").WithOwnHome();
        var feed = Directory.CreateDirectory(Path.Combine(other.Root, "feed")).FullName;
        const string name = "PyContainers.Kit.hello.1.0.0.nupkg";
        File.Copy(project["bin/Debug/net10.0/" + name], Path.Combine(feed, name));
        File.WriteAllText(
            Path.Combine(other.Root, "NuGet.config"),
            $"""
            <configuration><packageSources><clear/><add key="sdk" value="{package.Feed}"/><add key="kit" value="{feed}"/></packageSources></configuration>
            """);
        other.Edit("hello.pyproj", text => text.Replace(
            " />",
            """><ItemGroup><PackageReference Include="PyContainers.Kit.hello" Version="1.0.0" /></ItemGroup></Project>""",
            StringComparison.Ordinal));
        other.Variables["PYCONTAINERS_KIT"] = "";
        other.Variables["NUGET_PACKAGES"] = Path.Combine(other.Root, "packages");

        var archive = Path.Combine(other.Root, "other.tar");
        CutOff(other, "", archive).ShouldSucceed();
        ImageArchive.Read(archive).Entrypoint.ShouldBe(["/app/.venv/bin/python", "/app/main.py"]);
    }

    [Fact]
    public void OneKitServesSeveralProjects()
    {
        Tool.Require("unshare", "-n", "-m", "true");
        const string withoutBytecode = "-p:PyContainerCompileBytecode=false";
        using var project = new KitProject(package, "flask-app");
        using var other = new KitProject(package, "hello");
        project.Edit("flask-app.pyproj", text => text.Replace(
            " />",
            $"""><ItemGroup><PyContainerKitProject Include="{other["*.pyproj"]};*.pyproj" /></ItemGroup></Project>""",
            StringComparison.Ordinal));
        project.Build("-t:CreatePyContainerKit", withoutBytecode).ShouldSucceed()
            .Output.ShouldContain("offline kit of flask-app, hello for linux-x64");

        foreach (var (name, own) in new[] { ("flask-app", 1), ("hello", 1) })
        {
            using var agent = new KitProject(package, name, "checkout").WithOwnHome();
            var archive = Path.Combine(agent.Root, "agent.tar");
            var publish = CutOff(agent, project["bin/Debug/net10.0/kit"], archive, withoutBytecode).ShouldSucceed();
            publish.Output.Split(" MB, written in ").Length.ShouldBe(own + 1);
            ImageArchive.Read(archive).Entrypoint.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void ProjectsOfOneKitHaveOneBaseUnlessTheyNameIt()
    {
        using var project = new KitProject(package, "hello");
        using var other = new KitProject(package, "hello", "other");
        project.Edit("hello.pyproj", text => text.Replace(
            " />",
            $"""><ItemGroup><PyContainerKitProject Include="{other["hello.pyproj"]}" /></ItemGroup></Project>""",
            StringComparison.Ordinal));
        other.Edit("hello.pyproj", text => text.Replace(
            " />",
            "><PropertyGroup><ContainerBaseImage>debian12-busybox</ContainerBaseImage></PropertyGroup></Project>",
            StringComparison.Ordinal));
        string[] create = ["-t:CreatePyContainerKit", "-p:PyContainerCompileBytecode=false"];

        project.Build(create).ShouldSucceed();
        var kit = File.ReadAllText(project["bin/Debug/net10.0/kit/kit.json"]);
        kit.ShouldContain("\"defaultImage\": \"debian12-distroless\"");

        other.Edit("hello.pyproj", text => text.Replace(
            "<ContainerBaseImage>debian12-busybox</ContainerBaseImage>",
            $"<PyContainerOfflineKit>{KitWithAnotherDefault(other)}</PyContainerOfflineKit>",
            StringComparison.Ordinal));
        project.Build(create).ShouldFailWith("PYC1033").Message.ShouldContain("debian12-busybox");
    }

    // The same kit, but for its base.
    private static string KitWithAnotherDefault(KitProject project)
    {
        var folder = Directory.CreateDirectory(project["../another-kit"]).FullName;
        foreach (var part in new DirectoryInfo(Kit.Folder).EnumerateDirectories())
            Directory.CreateSymbolicLink(Path.Combine(folder, part.Name), part.FullName);
        File.WriteAllText(
            Path.Combine(folder, "kit.json"),
            File.ReadAllText(Path.Combine(Kit.Folder, "kit.json"))
                .Replace("debian12-distroless", "debian12-busybox", StringComparison.Ordinal));
        return folder;
    }

    // The network cut off, and a kit at a read-only place.
    private static BuildResult CutOff(
        KitProject project, string kit, string archive, params string[] arguments)
    {
        var mount = Directory.CreateDirectory(Path.Combine(project.Root, "kit")).FullName;
        var cut = "ip link set lo up";
        if (kit.Length > 0)
        {
            project.Variables["PYCONTAINERS_KIT"] = mount;
            cut += $" && mount --bind '{kit}' '{mount}' && mount -o remount,bind,ro '{mount}'";
        }

        var log = Path.Combine(project.Root, $"cut-{Guid.NewGuid():N}.binlog");
        string[] publish =
        [
            "publish", project.Name + ".pyproj", "-p:PublishProfile=PyContainer",
            $"-p:ContainerArchiveOutputPath={archive}", "-p:ContainerImageFormat=OCI", "-bl:" + log, "-v:n",
            .. project.Name == "workspace" ? s_project : [], .. arguments,
        ];
        var start = DotnetProcess.StartInfo(publish, project.Folder, project.Variables);
        string[] words = ["-n", "-m", "sh", "-c", cut + " && exec \"$@\"", "sh", start.FileName, .. start.ArgumentList];
        start.FileName = "unshare";
        start.ArgumentList.Clear();
        foreach (var word in words)
            start.ArgumentList.Add(word);
        using var process = Process.Start(start)!;
        var (exitCode, output) = DotnetProcess.Finish(process, TimeSpan.FromMinutes(10));
        return new BuildResult($"unshare {string.Join(' ', words)}", project.Folder, exitCode, output, log);
    }

    private static bool Has(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static byte[] Unpacked(string part)
    {
        using var gzip = new GZipStream(File.OpenRead(part), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        gzip.CopyTo(bytes);
        return bytes.ToArray();
    }
}
