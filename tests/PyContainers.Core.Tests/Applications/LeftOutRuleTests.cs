using PyContainers.Core.Applications;

namespace PyContainers.Core.Tests.Applications;

public sealed class LeftOutRuleTests : IDisposable
{
    private readonly TestDirectory _folder = new();

    [Theory]
    [InlineData(LeftOutGroup.VersionControl, ".git")] // a worktree's is a file
    [InlineData(LeftOutGroup.VersionControl, "sub/.gitmodules")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, ".cache/x")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, ".uv-cache/x")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, ".conda/x")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, ".pixi/x")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, "ENV/lib/x.py")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, "core.1234")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, "._main.py")] // what macOS adds on other file systems
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, "data/$Recycle.bin/x")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, "htmlcov/index.html")]
    [InlineData(LeftOutGroup.EnvironmentsAndCaches, "envs/old/conda-meta/history")]
    [InlineData(LeftOutGroup.BuildOutput, "obj/demo.pyproj.nuget.g.props")]
    [InlineData(LeftOutGroup.BuildOutput, "obj/4ec79a17-c4fd-46ab-9ba1-b500be1d1ec0.tmp")]
    [InlineData(LeftOutGroup.BuildOutput, "TestResults/demo.xml")]
    [InlineData(LeftOutGroup.Development, "logs/demo.trx")]
    [InlineData(LeftOutGroup.Development, "Properties/launchSettings.json")]
    [InlineData(LeftOutGroup.Development, "Properties/PublishProfiles/Other.pubxml")]
    [InlineData(LeftOutGroup.Development, ".config/dotnet-tools.json")]
    [InlineData(LeftOutGroup.Development, "azure-pipelines.yml")]
    [InlineData(LeftOutGroup.Development, "ci/azure-pipelines-nightly.yaml")]
    [InlineData(LeftOutGroup.Development, ".gitlab-ci.yml")]
    [InlineData(LeftOutGroup.ProjectFiles, "web/packages.lock.json")]
    [InlineData(LeftOutGroup.ProjectFiles, "services.slnf")]
    [InlineData(LeftOutGroup.ProjectFiles, "Directory.Build.props")]
    [InlineData(LeftOutGroup.ProjectFiles, "directory.packages.props")]
    [InlineData(LeftOutGroup.ProjectFiles, "global.json")]
    [InlineData(LeftOutGroup.Development, "worker.Dockerfile")]
    [InlineData(LeftOutGroup.Development, "Dockerfile.dev")]
    [InlineData(LeftOutGroup.Development, "compose.override.yaml")]
    [InlineData(LeftOutGroup.Development, ".github/workflows/ci.yml")]
    [InlineData(LeftOutGroup.Development, ".devcontainer/devcontainer.json")]
    [InlineData(LeftOutGroup.Credentials, ".aws/credentials")]
    [InlineData(LeftOutGroup.Credentials, ".ssh/config")]
    [InlineData(LeftOutGroup.Credentials, "id_rsa")]
    [InlineData(LeftOutGroup.Credentials, ".npmrc")]
    [InlineData(LeftOutGroup.Credentials, "pip.conf")]
    [InlineData(LeftOutGroup.Credentials, ".envrc")]
    [InlineData(LeftOutGroup.Credentials, ".env-prod")]
    [InlineData(LeftOutGroup.Credentials, ".ENV")]
    [InlineData(LeftOutGroup.Credentials, "deploy/Prod.Env")]
    [InlineData(LeftOutGroup.Credentials, ".kube/config")]
    [InlineData(LeftOutGroup.Credentials, ".git-credentials")]
    [InlineData(LeftOutGroup.Credentials, "client.P12")]
    [InlineData(LeftOutGroup.Credentials, "infra/terraform.tfstate")]
    [InlineData(LeftOutGroup.Credentials, "terraform.tfstate.backup")]
    [InlineData(LeftOutGroup.Credentials, "NuGet.Config")]
    [InlineData(LeftOutGroup.Credentials, "service-account.json")]
    [InlineData(LeftOutGroup.Credentials, "gcp-service-account-prod.json")]
    [InlineData(LeftOutGroup.Credentials, "local.settings.json")]
    public void FileIsLeftOutAndTheGroupSaysWhy(LeftOutGroup group, string path)
    {
        _folder.Write(path, "x");
        _folder.Write("main.py");

        var content = Read();

        content.Entries.Select(entry => entry.Path).ShouldBe(["app/main.py"]);
        content.LeftOut.Select(one => one.Group).ShouldBe([group]);
    }

    [Fact]
    public void FolderThatSaysItIsACacheIsOneOnlyWithTheSignature()
    {
        _folder.Write("build-tmp/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# made by a tool\n");
        _folder.Write("build-tmp/x.py");
        _folder.Write("docs/CACHEDIR.TAG", "what such a file is\n");

        Paths().ShouldBe(["app/docs/CACHEDIR.TAG"]);
    }

    [Theory]
    [InlineData("-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n")]
    [InlineData("# the key\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n")]
    [InlineData("-----BEGIN ENCRYPTED PRIVATE KEY-----\r\nMIIE\r\n")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n")]
    [InlineData("-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF\n")]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519\n")]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nMIIE\n")]
    [InlineData("{\"private_key\": \"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEF\\n\"}")]
    [InlineData("key: '-----BEGIN EC PRIVATE KEY----- MHcCAQEEIIGLoB3LbY3W2L8CLzUv'")]
    public void PrivateKeyIsKnownByItsContent(string content)
    {
        _folder.Write("conf/innocent.txt", content);

        Paths().ShouldBeEmpty();
        Read().LeftOut.ShouldBe([new LeftOut("conf/innocent.txt", LeftOutGroup.PrivateKeys)]);
    }

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n")]
    [InlineData("if (pem.startsWith('-----BEGIN PRIVATE KEY-----')) parse(pem);")]
    [InlineData("Put the PRIVATE KEY here")]
    public void WhatOnlySpeaksOfKeysComesAlong(string content)
    {
        _folder.Write("certs/ca.pem", content);

        Paths().ShouldBe(["app/certs/ca.pem"]);
    }

    [Fact]
    public void KeysInBytesAreKnownToo()
    {
        _folder.Write("pkcs8", [0x30, 7, 2, 1, 0, 0x30, 0, 4, 0]);
        _folder.Write("store", [0x30, 0x82, 0, 5, 2, 1, 3, 0x30, 0]);
        _folder.Write("certificate", [0x30, 7, 0x30, 1, 0, 0x30, 0, 4, 0]);
        _folder.Write("text", "0\u0007 some text that begins with a zero");

        Paths().ShouldBe(["app/certificate", "app/text"]);
    }

    [Fact]
    public void OutputOfAnotherProjectBelowIsMSBuilds()
    {
        _folder.Write("web/obj/project.assets.json", "{}");
        string[] others = ["bin/Debug/web.dll", "obj/Release/x.cs", "bin/start", "obj/cube.obj"];
        foreach (var path in others)
            _folder.Write("web/" + path);

        Paths().ShouldBe(["app/web/bin/start", "app/web/obj/cube.obj"]);
    }

    [Fact]
    public void ArtifactsFolderIsKnownByItsLayoutAndAPackageOfThatNameIsNot()
    {
        _folder.Write("out/obj/web/project.assets.json", "{}");
        string[] built = ["out/bin/web/release/web.dll", "out/obj/web/release/x", "out/publish/web/release/web.dll"];
        string[] others = ["artifacts/__init__.py", "artifacts/bin/web/tool", "TestResults/__init__.py"];
        foreach (var path in built.Concat(others).Append("out/bin/tool"))
            _folder.Write(path);

        Paths().ShouldBe([
            "app/TestResults/__init__.py", "app/artifacts/__init__.py", "app/artifacts/bin/web/tool",
            "app/out/bin/tool",
        ]);
        Read().LeftOut.ShouldContain(new LeftOut("out/publish/web/", LeftOutGroup.BuildOutput));
    }

    [Fact]
    public void LinkIsLeftOutAsItsNameOrItsTargetIs()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need a privilege");
        using var elsewhere = new TestDirectory();
        elsewhere.Write("env/pyvenv.cfg");
        _folder.Link(".venv", elsewhere["env"]);
        _folder.Link("python", elsewhere["env"]);
        _folder.Write("conf/.env");
        _folder.Link("settings", "conf/.env");
        _folder.Link("alias", "settings");
        _folder.Write("conf/a.toml");
        _folder.Link("a.toml", "conf/a.toml");

        Paths().ShouldBe(["app/a.toml", "app/conf/a.toml"]);
        Read().LeftOut.ShouldBe([
            new LeftOut(".venv", LeftOutGroup.EnvironmentsAndCaches),
            new LeftOut("alias", LeftOutGroup.Credentials),
            new LeftOut("conf/.env", LeftOutGroup.Credentials),
            new LeftOut("python", LeftOutGroup.EnvironmentsAndCaches),
            new LeftOut("settings", LeftOutGroup.Credentials),
        ]);
    }

    [Fact]
    public void PackageIsBuiltFromDataThatAnApplicationWouldLack()
    {
        string[] data = ["pkg/ca.pem", "pkg/Dockerfile", "pkg/.env.example", "pkg/htmlcov/x"];
        foreach (var path in data.Append("pkg/__pycache__/x.pyc").Append(".venv/pyvenv.cfg"))
            _folder.Write(path);

        SourceFiles.ForBuild(_folder.Path, ExcludedPaths.None)
            .ShouldBe(data.Select(path => _folder[path]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ReferenceShowsTheSameNames()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "sdk", "README.md"));
        foreach (var (group, names) in LeftOutRule.Names)
        {
            var row = readme.Split('\n').Single(line =>
                line.StartsWith($"| {LeftOutRule.NameOf(group)} |", StringComparison.Ordinal));
            names.Where(name => !row.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty(row);
        }
    }

    public void Dispose() => _folder.Dispose();

    private ApplicationContent Read() => SourceFiles.Read(_folder.Path, "app", ExcludedPaths.None);

    private IEnumerable<string> Paths() => Read().Entries.Select(entry => entry.Path);
}
