using System.Diagnostics;
using System.Globalization;
using PyContainers.Core.Kits;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Tests.Uv;

public sealed class UvEnvironmentTests
{
    private static readonly UvTool s_tool = new("/uv", "0.13.8", "/cache", null);

    [Theory]
    [InlineData("VIRTUAL_ENV")]
    [InlineData("CONDA_PREFIX")]
    [InlineData("PYTHONPATH")]
    [InlineData("UV_PYTHON")]
    [InlineData("UV_PYTHON_PREFERENCE")]
    [InlineData("UV_PROJECT")]
    [InlineData("UV_FROZEN")]
    [InlineData("UV_DEV")]
    [InlineData("UV_NO_DEV")]
    [InlineData("UV_NO_GROUP")]
    [InlineData("UV_NO_BUILD")]
    [InlineData("UV_NO_BUILD_PACKAGE")]
    [InlineData("UV_NO_BINARY_PACKAGE")]
    [InlineData("UV_NO_INSTALL_PROJECT")]
    [InlineData("UV_NO_SOURCES")]
    [InlineData("UV_VENV_RELOCATABLE")]
    [InlineData("UV_PREVIEW_FEATURES")]
    [InlineData("RUST_LOG")]
    public void VariableThatDecidesContentIsRemoved(string name) => Apply((name, "x")).ShouldNotContainKey(name);

    [Theory]
    [InlineData("UV_INDEX_URL")]
    [InlineData("UV_INDEX_PRIVATE_PASSWORD")]
    [InlineData("UV_DEFAULT_INDEX")]
    [InlineData("HTTPS_PROXY")]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("UV_CACHE_DIR")]
    [InlineData("UV_PYTHON_INSTALL_MIRROR")]
    public void VariableAboutWhereThingsComeFromStays(string name) => Apply((name, "x"))[name].ShouldBe("x");

    [Fact]
    public void BuildBackendSeesNoCredentialsOfRegistries() =>
        Apply(("DOTNET_CONTAINER_REGISTRY_PWORD", "x"), ("GITHUB_TOKEN", "x")).Keys
            .ShouldNotContain(name => name.EndsWith("PWORD", StringComparison.Ordinal) || name == "GITHUB_TOKEN");

    [Fact]
    public void ShellCannotTurnBytecodeOrInstallerMetadataOn()
    {
        var environment = Apply(
            ("UV_COMPILE_BYTECODE", "1"),
            ("UV_NO_INSTALLER_METADATA", "0"),
            ("PYTHONHASHSEED", "random")
        );
        // With "0", uv refuses '--no-compile-bytecode', and only that turns 'compile-bytecode = true' off.
        environment.ShouldNotContainKey("UV_COMPILE_BYTECODE");
        environment["UV_NO_INSTALLER_METADATA"].ShouldBe("1");
        environment["PYTHONHASHSEED"].ShouldBe("0");
    }

    // Elsewhere than on Linux, a setup.py that opens its README would read it in the code page.
    [Fact]
    public void BuildBackendReadsUtf8OnEverySystem() =>
        Apply(("PYTHONUTF8", "0"))["PYTHONUTF8"].ShouldBe("1");

    [Theory]
    [InlineData("copy", "copy")]
    [InlineData("symlink", "hardlink")]
    public void LinksDoNotLeadIntoUvsCache(string mode, string expected)
    {
        if (OperatingSystem.IsLinux())
            Apply(("UV_LINK_MODE", mode))["UV_LINK_MODE"].ShouldBe(expected);
    }

    [Fact]
    public void SettingsForADevelopersMachineDoNotChooseTheInterpreter()
    {
        var environment = Apply(("UV_NO_MANAGED_PYTHON", "1"), ("UV_PYTHON_DOWNLOADS", "never"));
        environment["UV_MANAGED_PYTHON"].ShouldBe("1");
        environment["UV_PYTHON_DOWNLOADS"].ShouldBe("automatic");
        environment.ShouldNotContainKey("UV_NO_MANAGED_PYTHON");
    }

    [Theory]
    [InlineData("python", "1")]
    [InlineData("sync", null)]
    public void KitsInterpretersNeedNoMirror(string command, string? expected)
    {
        var kit = new OfflineKit("/kit", null, null, "/kit/cache", "/kit/downloads.json", "/kit/archives", null, null);
        var start = new ProcessStartInfo("uv", [command]);
        start.Environment.Clear();
        start.Environment["UV_PYTHON_INSTALL_MIRROR"] = "https://mirror.example";
        UvEnvironment.Apply(start, s_tool with { Kit = kit }, new Dictionary<string, string>(StringComparer.Ordinal));
        start.Environment.ShouldNotContainKey("UV_PYTHON_INSTALL_MIRROR");
        start.Environment.TryGetValue("UV_NO_CONFIG", out var value);
        value.ShouldBe(expected);
    }

    [Fact]
    public void KitInTheMakingHasACacheOfItsOwn() =>
        Apply(s_tool with { UvCache = "/obj/uv-cache" }, [("UV_CACHE_DIR", "/mine")], [])["UV_CACHE_DIR"]
            .ShouldBe("/obj/uv-cache");

    [Fact]
    public void TimeOfTheBuildIsTheSettings()
    {
        Apply()["SOURCE_DATE_EPOCH"].ShouldBe("315532800");
        Apply(s_tool with { SourceDateEpoch = 7 }, [("SOURCE_DATE_EPOCH", "5")], [])["SOURCE_DATE_EPOCH"].ShouldBe("7");
    }

    [Fact]
    public void SystemsAuthoritiesCountUnlessTheUserSaysOtherwise()
    {
        Apply()["UV_SYSTEM_CERTS"].ShouldBe("1");
        Apply(("UV_SYSTEM_CERTS", "false"))["UV_SYSTEM_CERTS"].ShouldBe("false");
    }

    [Fact]
    public void HostThatHangsIsToldWithinAMinute()
    {
        var environment = Apply();
        int Number(string name) => int.Parse(environment[name]!, CultureInfo.InvariantCulture);
        (Number("UV_HTTP_TIMEOUT") * (1 + Number("UV_HTTP_RETRIES"))).ShouldBeLessThan(60);
    }

    [Theory]
    [InlineData("UV_HTTP_TIMEOUT")]
    [InlineData("UV_REQUEST_TIMEOUT")]
    [InlineData("HTTP_TIMEOUT")]
    public void TimeoutOfTheUserStays(string name)
    {
        var environment = Apply((name, "300"));
        environment[name].ShouldBe("300");
        environment.ContainsKey("UV_HTTP_TIMEOUT").ShouldBe(name == "UV_HTTP_TIMEOUT");
    }

    [Fact]
    public void KitTakesUvOffline()
    {
        var kit = new OfflineKit("/kit", null, null, "/kit/cache", "/kit/downloads.json", "/kit/archives", null, null);
        var environment = Apply(s_tool with { Kit = kit }, [("UV_CACHE_DIR", "/mine"), ("UV_OFFLINE", "0")], []);
        environment["UV_OFFLINE"].ShouldBe("1");
        environment["UV_CACHE_DIR"].ShouldBe("/kit/cache");
        environment["UV_PYTHON_DOWNLOADS_JSON_URL"].ShouldBe("/kit/downloads.json");
        environment["UV_PYTHON_CACHE_DIR"].ShouldBe("/kit/archives");
    }

    [Fact]
    public void WithoutAKitTheNetworkIsTheUsersChoice()
    {
        Apply().ShouldNotContainKey("UV_OFFLINE");
        Apply(("UV_OFFLINE", "1"))["UV_OFFLINE"].ShouldBe("1");
    }

    [Fact]
    public void VariableOfTheCallWins() =>
        Apply(s_tool, [("UV_PROJECT_ENVIRONMENT", "/mine")], [("UV_PROJECT_ENVIRONMENT", "/obj/env")])[
            "UV_PROJECT_ENVIRONMENT"
        ]
            .ShouldBe("/obj/env");

    private static IDictionary<string, string?> Apply(params (string Name, string Value)[] users) =>
        Apply(s_tool, users, []);

    private static IDictionary<string, string?> Apply(
        UvTool tool,
        (string Name, string Value)[] users,
        (string Name, string Value)[] extra
    )
    {
        var start = new ProcessStartInfo("uv");
        start.Environment.Clear();
        foreach (var (name, value) in users)
            start.Environment[name] = value;
        UvEnvironment.Apply(
            start,
            tool,
            extra.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)
        );
        return start.Environment;
    }
}
