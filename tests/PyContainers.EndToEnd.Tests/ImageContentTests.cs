using System.Text;

namespace PyContainers.EndToEnd.Tests;

/// <summary>What is in an image, and what must not be.</summary>
public sealed class ImageContentTests(PackageFixture package) : IDisposable
{
    private readonly KitProject _project = new(package, "web-api", "folder-that-nobody-may-see");

    [Fact]
    public void ProcessSeesItselfAsTheImageSays()
    {
        Tool.Require("docker", "version");
        var image = Load();
        using var container = new Container(image);

        var whoami = container.Get("http://localhost:8080/whoami");

        whoami.ShouldContain("\"uid\":1654");
        whoami.ShouldContain("\"gid\":1654");
        whoami.ShouldContain("\"executable\":\"/app/.venv/bin/python\"");
        whoami.ShouldContain("\"base_prefix\":\"/opt/python\"");
        whoami.ShouldContain("\"writable\":[]");
    }

    [Theory]
    [InlineData("python", "-m", "pip")]
    [InlineData("/opt/python/bin/python3.13", "-m", "pip")]
    [InlineData("python", "-m", "ensurepip")]
    [InlineData("python", "-c", "import pytest")]
    [InlineData("python", "-c", "import setuptools")]
    [InlineData("uv")]
    [InlineData("/bin/sh", "-c", "true")]
    public void WhatAnImageHasNoUseForIsNotThere(params string[] command)
    {
        Tool.Require("docker", "version");
        Container.Execute(Load(), command).ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("python3", "-c", "import ssl, sqlite3, ctypes, lzma, zoneinfo, asyncio, uvloop, pydantic_core, orjson; print('fine')")]
    [InlineData("python3.13", "-c", "import sys; print('fine' if sys.prefix != sys.base_prefix else sys.prefix)")]
    [InlineData("python", "-c", "import web_api.main, os; print('fine' if os.path.exists(web_api.main.__cached__) else web_api.main.__cached__)")]
    public void CommandsAreOnThePath(params string[] command)
    {
        Tool.Require("docker", "version");
        Container.Execute(Load(), command).Output.Trim().ShouldBe("fine");
    }

    [Fact]
    public void NoFileHoldsAPathOfThisMachine()
    {
        var image = _project.PublishArchive();
        string[] secrets = ["folder-that-nobody-may-see", package.HomeFolder, Kit.Folder];

        foreach (var entry in image.Layers.Where(entry => entry.DataStream is not null))
        {
            using var content = new MemoryStream();
            entry.DataStream!.CopyTo(content);
            foreach (var secret in secrets)
                content.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)).ShouldBe(-1, $"'{entry.Name}' holds '{secret}'");
        }
    }

    [Fact]
    public void NothingIsWritableForTheRuntimeUser()
    {
        foreach (var entry in _project.PublishArchive().Layers.Where(entry => entry.Name.StartsWith("app", StringComparison.Ordinal) || entry.Name.StartsWith("opt/", StringComparison.Ordinal)))
        {
            (entry.Uid, entry.Gid).ShouldBe((0, 0), entry.Name);
            if (entry.EntryType != System.Formats.Tar.TarEntryType.SymbolicLink)
                (entry.Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)).ShouldBe(UnixFileMode.None, entry.Name);
        }
    }

    [Fact]
    public void HostsLeftoversStayOut()
    {
        string[] leftovers = [".venv/pyvenv.cfg", ".venv/lib/x.py", ".env", ".env.local", "__pycache__/other.cpython-313.pyc", ".git/config", "secret.pem"];
        using var flask = new KitProject(package, "flask-app");
        foreach (var leftover in leftovers)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(flask[leftover])!);
            File.WriteAllText(flask[leftover], "planted");
        }

        var paths = flask.PublishArchive().Paths;

        paths.ShouldContain("/app/app.py");
        paths.ShouldContain("/app/templates/index.html");
        paths.Intersect(leftovers.Select(leftover => "/app/" + leftover)).Except(["/app/.venv/pyvenv.cfg"]).ShouldBeEmpty();
    }

    [Fact]
    public void ConfigSaysWhatAClusterWantsToKnow()
    {
        var image = _project.PublishArchive();

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
        string[] git = ["-C", _project.Folder, "-c", "user.name=test", "-c", "user.email=test@example.com"];
        Tool.Run("git", [.. git, "init", "-q"]);
        Tool.Run("git", [.. git, "add", "pyproject.toml"]);
        Tool.Run("git", [.. git, "commit", "-q", "-m", "first"]);

        _project.PublishArchive().Labels["org.opencontainers.image.revision"].ShouldBe(Tool.Run("git", [.. git, "rev-parse", "HEAD"]).Trim());
    }

    public void Dispose() => _project.Dispose();

    private string Load()
    {
        _project.PublishArchive("Docker", "-p:ContainerRepository=endtoend-content");
        Tool.Run("docker", "load", "-q", "-i", _project.Archive("Docker"));
        return "endtoend-content:latest";
    }
}
