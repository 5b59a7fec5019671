namespace PyContainers.EndToEnd.Tests;

/// <summary>An application that starts with a script of its own, on bases with and without a shell.</summary>
public sealed class BootScriptTests(PackageFixture package)
{
    private const string Shell = "-p:ContainerBaseImage=debian12-busybox";

    [Theory]
    [InlineData(
        "./boot.sh",
        "#!/bin/sh\nset -e\necho booting\nexec gunicorn --bind 0.0.0.0:$PORT --worker-tmp-dir /dev/shm app:app\n"
    )]
    [InlineData(
        "/app/boot.sh",
        "#!/usr/bin/env sh\necho booting\nexec gunicorn --bind 0.0.0.0:$PORT --worker-tmp-dir /dev/shm app:app\n"
    )]
    public void RunsWhereTheBaseHasItsShell(string command, string script)
    {
        Tool.Require("docker", "version");
        using var project = Flask(command, script);
        File.Delete(project["gunicorn.conf.py"]);

        project.PublishArchive("Docker", Shell, "-p:ContainerRepository=endtoend-boot");

        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        using var container = new Container("endtoend-boot:latest", "--tmpfs=/app/logs");
        container.Get("/healthz").ShouldContain("\"status\":\"ok\"");
        container.Logs.ShouldContain("booting");
    }

    [Theory]
    [InlineData("./boot.sh", "#!/bin/sh\nexec gunicorn app:app\n", "debian12-distroless", "'/bin/sh'")]
    [InlineData("/app/boot.sh", "#!/usr/bin/env bash\nexec gunicorn app:app\n", "debian12-busybox", "'bash'")]
    [InlineData("./boot.sh", "#!/bin/sh\r\nexec gunicorn app:app\r\n", "debian12-busybox", "LF")]
    [InlineData("boot.sh", "#!/bin/sh\nexec gunicorn app:app\n", "debian12-busybox", "./boot.sh")]
    public void WhatCouldNotStartIsRefusedInItsLine(string command, string script, string baseImage, string says)
    {
        using var project = Flask(command, script);

        var error = project
            .Publish($"-p:ContainerBaseImage={baseImage}", $"-p:ContainerArchiveOutputPath={project.Root}/x.tar")
            .ShouldFailWith("PYC2019");

        (error.File, error.Line).ShouldBe((project["boot.sh"], 1));
        error.Message.ShouldContain(says);
        File.Exists($"{project.Root}/x.tar").ShouldBeFalse();
    }

    [Fact]
    public void ScriptForTheImagesOwnPythonNeedsNoShell()
    {
        Tool.Require("docker", "version");
        using var project = Flask("./boot.py", "#!/usr/bin/env sh\n");
        File.WriteAllText(project["boot.py"], "#!/app/.venv/bin/python\nimport flask\nprint('started by', __file__)\n");

        project.PublishArchive("Docker", "-p:ContainerRepository=endtoend-boot-python");

        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        Container.Run("endtoend-boot-python:latest").ShouldContain("started by");
    }

    [Fact]
    public void UserOfTheProjectsChoiceHasANameAndItsLogs()
    {
        Tool.Require("docker", "version");
        using var project = Flask(
            "./boot.sh",
            "#!/bin/sh\nset -e\necho \"I am $(busybox whoami) $(id -u):$(id -g) in $HOME\"\nexec gunicorn -c "
                + "gunicorn.conf.py app:app\n",
            """
            <PyContainerWritableDirectory Include="/app/logs" />
            <ContainerEnvironmentVariable Include="GREETING" Value="good: day; all" />
            <ContainerPort Include="18102" Type="tcp" />
            """);

        var image = project.PublishArchive(
            "Docker",
            Shell,
            "-p:ContainerUser=1000",
            "-p:PyContainerPasswdEntry=true",
            "-p:ContainerRepository=endtoend-boot-user"
        );

        image.User.ShouldBe("1000:1000");
        image.Environment["GREETING"].ShouldBe("good: day; all");
        image.Config.GetProperty("ExposedPorts").EnumerateObject().Select(port => port.Name).ShouldBe(["18102/tcp"]);
        image.Text("/etc/passwd").ShouldEndWith("app1000:x:1000:1000::/app:/bin/sh\n");
        image
            .Layers.Where(entry => entry.Name is "etc/passwd" or "etc/group")
            .ShouldAllBe(entry => entry.Uid == 0 && entry.Gid == 0);
        image.Layers.Last(entry => entry.Name.TrimEnd('/') == "app/logs").Uid.ShouldBe(1000);
        image.Layers.Last(entry => entry.Name == "app/boot.sh").Mode.ShouldBe((UnixFileMode)0b111_101_101);
        Tool.Run("docker", "load", "-q", "-i", project.Archive("Docker"));
        using var container = new Container("endtoend-boot-user:latest", "--tmpfs=/app/logs:uid=1000,mode=0755");
        container.Get("/healthz").ShouldContain("\"log\":true");
        container.Logs.ShouldContain("I am app1000 1000:1000 in /app");
        container.Inside("id").ShouldContain("uid=1000(app1000) gid=1000(app1000)");
        container
            .Inside("ls", "-ln", "/app/logs/app.log")
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..4]
            .ShouldBe(["1000", "1000"]);
        var (exitCode, logs) = Container.Execute(
            "endtoend-boot-user:latest",
            "/bin/sh",
            "-c",
            "ls -ld /app/logs && ! echo x > /app/app.py"
        );
        logs.ShouldContain("app1000");
        exitCode.ShouldBe(0);
    }

    [Fact]
    public void SameSetUpIsRefusedWithoutAShell()
    {
        using var project = Flask("./boot.sh", "#!/bin/sh\nexec gunicorn app:app\n");
        project
            .Publish(
                "-p:ContainerBaseImage=debian12-distroless",
                "-p:ContainerUser=1000",
                "-p:PyContainerPasswdEntry=true",
                $"-p:ContainerArchiveOutputPath={project.Root}/x.tar"
            )
            .ShouldFailWith("PYC2019");
    }

    private KitProject Flask(string command, string script, string items = "")
    {
        var project = new KitProject(package, "flask-app");
        // Without an executable bit, as a checkout on another host has it.
        File.WriteAllText(project["boot.sh"], script);
        project.Edit(
            "flask-app.pyproj",
            text =>
                text.Replace(
                    "/>",
                    $"><ItemGroup><ContainerAppCommand Include=\"{command}\" />{items}</ItemGroup></Project>",
                    StringComparison.Ordinal
                )
        );
        return project;
    }
}
