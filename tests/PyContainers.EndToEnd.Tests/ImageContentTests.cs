using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>What is in an image, and what must not be.</summary>
public sealed class ImageContentTests(PublishedWebApi published, PackageFixture package)
    : IClassFixture<PublishedWebApi>
{
    [Fact]
    public void ProcessSeesItselfAsTheImageSays()
    {
        Tool.Require("docker", "version");
        using var container = new Container(published.Image);

        var whoami = container.Get("/whoami");

        whoami.ShouldContain("\"uid\":1654");
        whoami.ShouldContain("\"gid\":1654");
        whoami.ShouldContain("\"executable\":\"/app/.venv/bin/python\"");
        whoami.ShouldContain("\"base_prefix\":\"/opt/python\"");
        whoami.ShouldContain("\"writable\":[]");
    }

    [Theory]
    [InlineData("No module named pip", "python", "-m", "pip")]
    [InlineData("No module named pip", "/opt/python/bin/python3.13", "-m", "pip")]
    [InlineData("No module named ensurepip", "python", "-m", "ensurepip")]
    [InlineData("No module named 'pytest'", "python", "-c", "import pytest")]
    [InlineData("No module named 'setuptools'", "python", "-c", "import setuptools")]
    [InlineData("\"uv\": executable file not found", "uv")]
    [InlineData("\"/bin/sh\": stat /bin/sh: no such file", "/bin/sh", "-c", "true")]
    public void WhatAnImageHasNoUseForIsNotThere(string reason, params string[] command)
    {
        Tool.Require("docker", "version");
        var (exitCode, output) = Container.Execute(published.Image, command);
        exitCode.ShouldNotBe(0);
        output.ShouldContain(reason);
    }

    [Theory]
    [InlineData(
        "python3",
        "-c",
        "import ssl, sqlite3, ctypes, lzma, zoneinfo, asyncio, uvloop, pydantic_core, orjson; print('fine')"
    )]
    [InlineData("python3.13", "-c", "import sys; print('fine' if sys.prefix != sys.base_prefix else sys.prefix)")]
    [InlineData(
        "python",
        "-c",
        "import web_api.main as m, os; print('fine' if os.path.exists(m.__cached__) else m.__cached__)"
    )]
    public void CommandsAreOnThePath(params string[] command)
    {
        Tool.Require("docker", "version");
        Container.Execute(published.Image, command).Output.Trim().ShouldBe("fine");
    }

    [Fact]
    public void NoFileHoldsAPathOfThisMachine()
    {
        string[] secrets = [PublishedWebApi.FolderName, package.HomeFolder, Kit.Folder];
        var files = 0;

        foreach (var (name, content) in published.Archive.Contents())
        {
            files++;
            foreach (var secret in secrets)
                content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, $"'{name}' holds '{secret}'");
        }

        files.ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void NothingIsWritableForTheRuntimeUser()
    {
        var entries = published
            .Archive.Layers.Where(entry =>
                entry.Name.StartsWith("app", StringComparison.Ordinal)
                || entry.Name.StartsWith("opt/", StringComparison.Ordinal)
            )
            .ToList();

        entries.Count.ShouldBeGreaterThan(1000);
        foreach (var entry in entries)
        {
            (entry.Uid, entry.Gid).ShouldBe((0, 0), entry.Name);
            if (entry.EntryType != System.Formats.Tar.TarEntryType.SymbolicLink)
                (entry.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).ShouldBe(
                    UnixFileMode.None,
                    entry.Name
                );
        }
    }

    [Fact]
    public void HostsLeftoversStayOut()
    {
        string[] leftovers =
        [
            ".venv/pyvenv.cfg",
            ".venv/lib/x.py",
            ".env",
            ".env.local",
            "__pycache__/other.cpython-313.pyc",
            ".git/config",
            "deploy/.ENV-prod",
        ];
        using var flask = new KitProject(package, "flask-app");
        foreach (var leftover in leftovers)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(flask[leftover])!);
            File.WriteAllText(flask[leftover], "planted");
        }

        var image = flask.PublishArchive();

        var paths = image.Paths;
        paths.ShouldContain("/app/app.py");
        paths.ShouldContain("/app/templates/index.html");
        paths.Intersect(leftovers.Select(leftover => "/app/" + leftover)).ShouldBe(["/app/.venv/pyvenv.cfg"]);
        image.Text("/app/.venv/pyvenv.cfg").ShouldNotContain("planted"); // the environment's own
    }

    [Fact]
    public void ConfigSaysWhatAClusterWantsToKnow()
    {
        var image = published.Archive;

        image.User.ShouldBe("1654:1654");
        image.Entrypoint.ShouldBe(["/app/.venv/bin/web-api"]);
        image.Environment["PATH"].ShouldStartWith("/app/.venv/bin:");
        image.Environment["VIRTUAL_ENV"].ShouldBe("/app/.venv");
        image.Environment["PYTHONUNBUFFERED"].ShouldBe("1");
        image.Environment["PYTHONDONTWRITEBYTECODE"].ShouldBe("1");
        image.Config.GetProperty("WorkingDir").GetString().ShouldBe("/app");
        image.Config.GetProperty("ExposedPorts").TryGetProperty("8080/tcp", out _).ShouldBeTrue();
        image.Labels["org.opencontainers.image.title"].ShouldBe("web-api");
        image.Labels["org.opencontainers.image.version"].ShouldBe("1.4.0");
        image.Labels["org.opencontainers.image.base.name"].ShouldBe("debian12-distroless");
        image.Labels["org.opencontainers.image.base.digest"].ShouldStartWith("sha256:");
    }

    [Fact]
    public void RevisionIsTheCommit()
    {
        Tool.Require("git", "--version");
        using var project = new KitProject(package, "web-api");
        string[] git = ["-C", project.Folder, "-c", "user.name=test", "-c", "user.email=test@example.com"];
        Tool.Run("git", [.. git, "init", "-q"]);
        Tool.Run("git", [.. git, "add", "pyproject.toml"]);
        Tool.Run("git", [.. git, "commit", "-q", "-m", "first"]);

        project
            .PublishArchive()
            .Labels["org.opencontainers.image.revision"]
            .ShouldBe(Tool.Run("git", [.. git, "rev-parse", "HEAD"]).Trim());
    }
}
