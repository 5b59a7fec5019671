using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Tests.Environments;

namespace PyContainers.Core.Tests.Applications;

/// <summary>A container of the project 'shop' and its environment, in which commands are looked up.</summary>
public abstract class ShopTests : IDisposable
{
    private protected const string UsualPath = "/app/.venv/bin:/opt/tools/bin:/usr/local/bin:/usr/bin:/bin";

    private protected TestDirectory Folder { get; } = new();

    private protected RecordingLog Log { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected void Check(string command) =>
        Run(View(), command.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private protected void Run(ContainerView view, string[] words) =>
        new StartCheck(view, Log).Check(new NamedCommand("ContainerAppCommand", words));

    private protected void Install(string distribution, params (string Path, string Text)[] files) =>
        new Staging(Folder).Install(distribution, files);

    private protected static BaseImageFacts Base(params string[] programs) =>
        new(null, false, programs.Length > 0, [], [], programs, "", "", null);

    // As View, with 'shop' built from its folder.
    private protected ContainerView OwnView()
    {
        var view = View();
        var local = new LocalPackage("shop", Folder["project"]);
        return view with { Project = view.Project! with { LocalPackages = [local] } };
    }

    private protected ContainerView View()
    {
        Install("uvicorn-1", ("uvicorn/__init__.py", ""), ("uvicorn/main.py", ""),
            ("uvicorn-1.dist-info/entry_points.txt", "[console_scripts]\nuvicorn = uvicorn.main:main\n"));
        Install("shop-1", ("shop/__init__.py", ""), ("shop/__main__.py", ""), ("shop/web.py", ""),
            ("pkg/__init__.py", ""), ("native.cpython-313-x86_64-linux-gnu.so", ""),
            ("shop-1.dist-info/entry_points.txt",
                "[console_scripts]\nserve = shop.web:main\nbroken = shop.nowhere:main\ncli = shop.web:cli [cli]\n"),
            ("shop-1.dist-info/METADATA",
                "Name: shop\nRequires-Dist: uvicorn\nRequires-Dist: typer>=0.1 ; extra == 'cli'\n"
                    + "Requires-Dist: colorama; extra == 'cli' and sys_platform == 'win32'\n\nextra == 'x'\n"));
        Folder.Write("project/bin/start", "#!/bin/sh\n");
        string[] files = ["main.py", "helper.py", "__main__.py", "lib/inner.py"];
        LayerEntry[] application =
        [
            .. files.Select(path => new FileEntry("app/" + path, Folder.Write("project/" + path, "x = 1\n"))),
        ];
        return new ContainerView
        {
            Base = Base("/bin/sh", "/usr/bin/env", "/usr/bin/tini"),
            BaseImage = "the-base",
            Application = application,
            Staging = new Staging(Folder).Read(),
            Project = new ProjectInfo(
                "shop", "1", Folder["project"], Folder["project"], "", IsPackage: true, [], []),
            MinorVersion = "3.13",
            SearchPath = UsualPath,
            StandardLibrary = new HashSet<string>(StringComparer.Ordinal) { "http/__init__.py", "http/server.py" },
            Tools = ["/opt/tools/bin/cowsay"],
            Writable = ["/app/data"],
        };
    }
}
