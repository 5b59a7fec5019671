using PyContainers.Core.Environments;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Projects;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvCommandTests
{
    private static readonly SyncRequest s_request = new(
        "/shop",
        "/obj/env",
        "/py/bin/python3.13",
        "x86_64-manylinux_2_36",
        null,
        [],
        []
    )
    {
        PythonVersion = "3.13.15",
    };

    [Theory]
    [InlineData(null, "lock --check --managed-python")]
    [InlineData("3.13", "lock --check --managed-python --python 3.13")]
    public void LockCheckWritesNothing(string? python, string expected) =>
        Line(ProjectCommands.LockCheck("/shop", python)).ShouldBe(expected);

    [Fact]
    public void DependenciesAreThoseOfTheLockWithoutLocalPackages()
    {
        var command = EnvironmentCommands.SyncDependencies(s_request with { LocalPackages = ["shop"] });
        Line(command)
            .ShouldBe(
                "sync --frozen --no-default-groups --no-editable --no-compile-bytecode --no-install-package=shop "
                    + "--no-python-downloads --python /py/bin/python3.13 --python-platform x86_64-manylinux_2_36"
            );
        command.Folder.ShouldBe("/shop");
        command.Variables.Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(["UV_PROJECT_ENVIRONMENT=/obj/env"]);
    }

    [Fact]
    public void PlanIsAskedForWithoutAnEnvironment()
    {
        var command = EnvironmentCommands.PlanDependencies(s_request with { LocalPackages = ["shop"] }, "/none");
        Line(command).ShouldStartWith(
            "sync --frozen --no-default-groups --no-editable --no-compile-bytecode --dry-run --output-format json ");
        command.Variables.Select(pair => $"{pair.Key}={pair.Value}").ShouldBe(["UV_PROJECT_ENVIRONMENT=/none"]);
    }

    [Fact]
    public void LocalPackageIsBuiltFromItsFolder()
    {
        using var folders = new BackendFolders("/obj/env-bytecode", "/pythons");
        var command = EnvironmentCommands.BuildWheel(
            s_request,
            new LocalPackage("shop-core", "/shop/core"),
            "/obj/wheels",
            folders
        );
        Line(command)
            .ShouldBe(
                "build /shop/core --wheel --out-dir /obj/wheels --no-python-downloads --python /py/bin/python3.13"
            );
        command.Folder.ShouldBe("/shop"); // where the workspace's indexes are configured
        command.Manifest.ShouldBe(Path.Combine("/shop/core", "pyproject.toml"));
        command.Variables.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DIST_EXTRA_CONFIG"] = folders.SetuptoolsConfig,
            ["PYTHONPYCACHEPREFIX"] = "/obj/env-bytecode",
            ["PYTHONDONTWRITEBYTECODE"] = "",
        }, ignoreOrder: true);
    }

    [Fact]
    public void WheelsAreInstalledWithoutTheirDependencies() =>
        Line(EnvironmentCommands.InstallWheels(
                s_request, [Path.GetFullPath("/obj/a.whl"), Path.GetFullPath("/my; obj/ü.whl")]))
            .Replace(new Uri(Path.GetFullPath("/")).AbsoluteUri, "file:///", StringComparison.Ordinal) // a drive
            .ShouldBe(
                "pip install file:///obj/a.whl file:///my%3B%20obj/%C3%BC.whl --no-deps --no-config "
                    + "--no-python-downloads --python /obj/env --python-platform x86_64-manylinux_2_36"
            );

    [Fact]
    public void PackageExtrasAndGroupsArePassedEachByItself()
    {
        var command = EnvironmentCommands.SyncDependencies(
            s_request with
            {
                Package = "shop-api",
                Extras = ["a", "b"],
                Groups = ["web"],
            }
        );
        Line(command)
            .ShouldBe(
                "sync --frozen --no-default-groups --no-editable --no-compile-bytecode --no-python-downloads "
                    + "--python /py/bin/python3.13 --python-platform x86_64-manylinux_2_36"
                    + " --package=shop-api --extra=a --extra=b --group=web"
            );
    }

    [Fact]
    public void ValueWithASpaceStaysOneArgument() =>
        EnvironmentCommands
            .SyncDependencies(s_request with { Python = "/my python/python3" })
            .Arguments.Contains("/my python/python3", StringComparer.Ordinal)
            .ShouldBeTrue();

    [Fact]
    public void ForeignInterpreterGoesIntoAFolderOfItsOwn() =>
        Line(
                InterpreterCommands.InstallInterpreter(
                    "cpython-3.13.15-linux-aarch64-gnu",
                    "/scratch",
                    again: true,
                    "/shop"
                )
            )
            .ShouldBe(
                "python install cpython-3.13.15-linux-aarch64-gnu --no-bin --no-registry --install-dir /scratch "
                    + "--reinstall"
            );

    [Fact]
    public void MetadataIsReadFromTheLockAsItIs() =>
        Line(ProjectCommands.WorkspaceMetadata("/shop"))
            .ShouldBe("workspace metadata --frozen --preview-features workspace-metadata");

    [Theory]
    [InlineData(ProjectKind.Requirements, true, " --require-hashes")]
    [InlineData(ProjectKind.Requirements, false, "")]
    [InlineData(ProjectKind.Pylock, false, " --preview-features pylock")]
    public void RequirementsAreInstalledAsTheyAre(ProjectKind kind, bool hashed, string end)
    {
        var command = EnvironmentCommands.SyncRequirements(
            s_request,
            new RequirementSet(kind, "/shop/list", "/obj/list", hashed, [])
        );
        Line(command)
            .ShouldBe(
                "pip sync /obj/list --no-python-downloads --allow-empty-requirements --no-compile-bytecode "
                    + "--python /obj/env --python-version 3.13.15 --python-platform x86_64-manylinux_2_36"
                    + end
            );
        command.Manifest.ShouldBe("/shop/list");
    }

    [Theory]
    [InlineData(true, " --locked")]
    [InlineData(false, "")]
    public void ScriptIsExportedToAFile(bool locked, string flag) =>
        Line(
                ProjectCommands.ExportScript(
                    new ProjectShape(ProjectKind.Script, "/shop", "/shop/report.py"),
                    locked,
                    "/py/python3",
                    "/obj/requirements.txt"
                )
            )
            .ShouldBe(
                $"export --script /shop/report.py{flag} --format requirements.txt --no-python-downloads --python "
                    + "/py/python3 --output-file /obj/requirements.txt"
            );

    [Theory]
    [InlineData(null, "")]
    [InlineData("/shop/tools.txt", " --constraints /shop/tools.txt")]
    public void ToolIsInstalledForTheImagesPlatform(string? constraints, string end) =>
        Line(EnvironmentCommands.InstallTool(s_request, new PinnedTool("moo", "moo==6.1", constraints)))
            .ShouldBe(
                "pip install moo==6.1 --no-python-downloads --no-compile-bytecode --python /obj/env "
                    + "--python-version 3.13.15 --python-platform x86_64-manylinux_2_36"
                    + end
            );

    [Fact]
    public void EnvironmentIsMadeByTheHostsInterpreter() =>
        Line(EnvironmentCommands.CreateEnvironment(s_request))
            .ShouldBe("venv /obj/env --no-project --no-config --no-python-downloads --python /py/bin/python3.13");

    [Fact]
    public void CommandKnowsThePlatformThatItInstallsFor()
    {
        UvCommand[] all =
        [
            EnvironmentCommands.SyncDependencies(s_request),
            EnvironmentCommands.InstallWheels(s_request, [Path.GetFullPath("/a.whl")]),
            EnvironmentCommands.InstallTool(s_request, new PinnedTool("moo", "moo==6.1", null)),
            EnvironmentCommands.SyncRequirements(
                s_request,
                new RequirementSet(ProjectKind.Pylock, "/shop/list", "/obj/list", false, [])
            ),
            ProjectCommands.LockCheck("/shop", null),
            EnvironmentCommands.CreateEnvironment(s_request),
            InterpreterCommands.FindInterpreter("3.13", "/shop"),
        ];

        all.Select(command => command.Platform)
            .ShouldBe(
                all.Select(command =>
                    command.Arguments.SkipWhile(word => word != "--python-platform").Skip(1).FirstOrDefault()
                )
            );
        all.Count(command => command.Platform == s_request.Platform).ShouldBe(4);
    }

    private static string Line(UvCommand command) => string.Join(' ', command.Arguments);
}
