using System.Text;
using PyContainers.Core.Applications;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Policy;
using PyContainers.Core.Projects;
using PyContainers.Core.Tests.Applications;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Hostile;

/// <summary>The files of a project that somebody else wrote.</summary>
public sealed class HostileProjectsTests
{
    private const string Manifest = """
        [project]
        name = "shop"
        version = "1"
        description = "Sells"
        license = { text = "MIT" }
        requires-python = ">=3.11"
        dependencies = ["click>=8"]
        urls = { Source = "https://example.org" }
        scripts = { serve = "shop:main" }
        optional-dependencies = { fast = ["uvloop"] }
        [dependency-groups]
        dev = ["pytest", { include-group = "fast" }]
        [tool.uv]
        index = [{ name = "own", url = "https://example.org/simple", default = true }]
        workspace = { members = ["packages/*"], exclude = ["packages/x"] }
        [tool.uv.pip]
        target = "x"
        """;

    private const string Lock = """
        version = 1
        requires-python = ">=3.13"
        [[package]]
        name = "click"
        version = "8.1"
        source = { registry = "https://example.org/simple" }
        dependencies = [{ name = "colorama", marker = "os_name == 'nt'" }]
        sdist = { url = "https://example.org/click-8.1.tar.gz", hash = "sha256:aa", size = 1 }
        wheels = [{ url = "https://example.org/click-8.1-py3-none-any.whl", hash = "sha256:aa", size = 1 }]
        [[packages]]
        name = "own"
        directory = { path = "packages/own" }
        vcs = { type = "git", url = "https://example.org/own", commit-id = "aa" }
        """;

    private const string Requirements = """
        -r other.txt
        --index-url https://example.org/simple
        -e ./own
        click==8.1 \
            --hash=sha256:aa
        ./wheels/own-1-py3-none-any.whl
        git+https://example.org/own@main ; python_version < "3.14"
        """;

    private const string Script = """
        # /// script
        # requires-python = ">=3.11"
        # dependencies = ["click"]
        # ///
        import click, os.path as p
        from fastapi import FastAPI
        app = FastAPI(title="shop")
        if __name__ == "__main__":
            open("data.txt")
        """;

    [Fact]
    public void Manifests() => HostileRounds.Run((hostile, folder) =>
    {
        var file = folder.Write("pyproject.toml", hostile.Mutate(Manifest));
        Taken(() => Pyproject.Read(file).Require(["fast"], ["dev"]));
        Taken(() => UvWorkspace.Above(folder["packages"]).ToList());
        Taken(() => IndexSettings.Of(folder.Path, _ => null));
        Taken(() => PipSettings.Refuse(folder.Path, _ => null));
        Taken(() => ProjectShape.Of(folder.Path));
    });

    [Fact]
    public void Lockfiles() => HostileRounds.Run((hostile, folder) =>
    {
        var file = folder.Write("pylock.toml", hostile.Mutate(Lock));
        Taken(() => LockedSource.In(file));
        Taken(() => LockedSource.LineOf(file, "click"));
        Taken(() => PylockFile.Read(file));
        Taken(() => LocalArchives.In([file]).ToList());
    });

    [Fact]
    public void RequirementsFiles() => HostileRounds.Run((hostile, folder) =>
    {
        folder.Write("other.txt", hostile.Mutate(Requirements));
        var file = folder.Write("requirements.txt", hostile.Mutate(Requirements));
        Taken(() => RequirementsFile.Read(file));
        Taken(() => LocalArchives.In([file]).ToList());
    });

    [Fact]
    public void Sources() => HostileRounds.Run((hostile, folder) =>
    {
        var text = hostile.Mutate(Script);
        var file = folder.Write("main.py", text);
        Taken(() => ScriptMetadata.Read(file));
        Taken(() => ImportStatements.Of(text).ToList());
        Taken(() => ImportStatements.MayChangePlaces(text));
        Taken(() => StartCommandInference.Infer(Application.Loose(
            folder, hostile.Any("", "fastapi uvicorn", "django"), ("main.py", text),
            ("app.py", hostile.Mutate(Script)))));
    });

    [Fact]
    public void VersionFiles() => HostileRounds.Run((hostile, folder) =>
    {
        folder.Write(".python-version", hostile.Mutate("3.13\n"));
        Taken(() => PythonVersionFile.Request("", folder.Path, folder.Path, hostile.Name(), folder["pyproject.toml"]));
    });

    [Fact]
    public void IgnoreFilesAndNamesOfFiles() => HostileRounds.Run((hostile, folder) =>
    {
        folder.Write("in/.dockerignore", hostile.Mutate("# all\n**/*.log\n!keep.log\n[a-c]?/x\nbuild/\n"));
        for (var left = 6; left > 0; left--)
            Made(() => folder.Write($"in/{hostile.Any("", "a/", "build/")}{hostile.FileName()}"));
        for (var left = 3; left > 0; left--)
            Made(() => folder.Link($"in/{hostile.FileName()}", hostile.Name()));
        Taken(() => HostileImagesTests.Write(
            SourceFiles.Read(folder["in"], "app", ExcludedPaths.None).Entries, folder["out"], "app"));
    });

    [Fact]
    public void MessagesOfOthers() => HostileRounds.Run((hostile, _) =>
    {
        var text = hostile.Mutate(
            "error: Failed to fetch: `https://user:password@example.org/?token=1`\n  Caused by: no\n");
        SecretMask.Apply(text);
        UvText.Parse(text);
        Netrc.Find(
            hostile.Mutate("machine example.org login me password secret\ndefault login x\n"), "example.org", "");
        var address = new Uri("https://example.org/simple/click/");
        IndexPage.Read(Encoding.UTF8.GetBytes(hostile.Mutate(
            """{"files":[{"url":"../click.whl","hashes":{"sha256":"aa"}}]}""")), "application/json", address);
        IndexPage.Read(Encoding.UTF8.GetBytes(hostile.Mutate(
            """<a href="../click.whl#sha256=aa">click.whl</a>""")), "text/html", address);
    });

    private static void Taken<T>(Func<T> read) => Taken(() =>
    {
        GC.KeepAlive(read());
    });

    // Refused by one reader, it is another's turn.
    private static void Taken(Action action)
    {
        try
        {
            action();
        }
        catch (PyContainersException e) when (!e.Diagnostic.Code.StartsWith("PYC9", StringComparison.Ordinal))
        {
            // as it should be
        }
    }

    // The file system takes not every name.
    private static void Made(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // nothing there, then
        }
    }
}
