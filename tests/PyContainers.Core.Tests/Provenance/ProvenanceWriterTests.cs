using PyContainers.Core.Provenance;

namespace PyContainers.Core.Tests.Provenance;

public sealed class ProvenanceWriterTests
{
    private static readonly string s_digest = "sha256:" + new string('a', 64);

    [Fact]
    public void SaysWhatWasPublishedFromWhatAndByWhom()
    {
        var statement = Write(input => input with
        {
            SourceUrl = "https://git.example/shop/api.git",
            SourceRevision = "0123456789abcdef0123456789abcdef01234567",
        });

        (statement.Type, statement.PredicateType)
            .ShouldBe(("https://in-toto.io/Statement/v1", "https://slsa.dev/provenance/v1"));
        var subject = statement.Subject.ShouldHaveSingleItem();
        (subject.Name, subject.Digest.Sha256).ShouldBe(("registry.example/shop/api", new string('a', 64)));
        var build = statement.Predicate.BuildDefinition;
        (build.ExternalParameters.Project, build.ExternalParameters.RuntimeIdentifier)
            .ShouldBe(("api/api.pyproj", "linux-x64"));
        build.ResolvedDependencies[0].Uri
            .ShouldBe("git+https://git.example/shop/api.git@0123456789abcdef0123456789abcdef01234567");
        build.ResolvedDependencies[0].Digest
            .ShouldBe(new SlsaDigest { GitCommit = "0123456789abcdef0123456789abcdef01234567" });
        build.ResolvedDependencies[1].Name.ShouldBe("uv.lock");
        statement.Predicate.RunDetails.Builder.Id.ShouldBe("https://ci.example/pipelines/7");
    }

    [Theory]
    [InlineData("https://user:secret@git.example/api.git?token=secret", "git+https://git.example/api.git@c0ffee")]
    [InlineData("ssh://git@git.example/api.git", "git+ssh://git.example/api.git@c0ffee")]
    [InlineData("/home/someone/repositories/api.git", null)]
    [InlineData("", null)]
    public void SourceIsNamedWithoutSecretsAndPathsOfThisMachine(string url, string? expected)
    {
        var statement = Write(input => input with { SourceUrl = url, SourceRevision = "c0ffee" });

        statement.Predicate.BuildDefinition.ResolvedDependencies[0].Uri.ShouldBe(expected);
        statement.ToText().ShouldNotContain("secret");
        statement.ToText().ShouldNotContain("someone");
    }

    [Fact]
    public void WhatIsNotKnownIsNotClaimed()
    {
        var text = Write(input => input with { Sbom = null, SourceRevision = "" }).ToText();

        text.ShouldNotContain("null");
        text.ShouldNotContain("source");
        text.ShouldNotContain("byproducts");
        text.ShouldNotContain("\"properties\"");
    }

    [Fact]
    public void PropertiesFromOutsideAreParametersWithoutSecretsAndPathsOfThisMachine()
    {
        var folder = Path.Combine(Path.GetTempPath(), "kit");
        var statement = Write(input => input with
        {
            GlobalProperties = new Dictionary<string, string>
            {
                ["PyContainerUvDownloadUrl"] = "https://user:secret@mirror.example/uv.tar.gz?sig=secret",
                ["PyContainerAllowedIndexes"] = "https://one.example/simple;https://user:secret@two.example/simple",
                ["PyContainerOfflineKit"] = folder,
                ["PyContainerEnvironmentPath"] = "/srv/venv",
                ["ContainerRepository"] = "shop/api",
                ["PublishProfile"] = "PyContainer",
                ["NuGetPackageSourceCredentials"] = "secret",
                ["_IsPublishing"] = "true",
            },
        });

        statement.Predicate.BuildDefinition.ExternalParameters.Properties.ShouldBe(
            new Dictionary<string, string>
            {
                ["ContainerRepository"] = "shop/api",
                ["PublishProfile"] = "PyContainer",
                ["PyContainerAllowedIndexes"] = "https://one.example/simple;https://two.example/simple",
                ["PyContainerEnvironmentPath"] = "/srv/venv",
                ["PyContainerOfflineKit"] = "kit",
                ["PyContainerUvDownloadUrl"] = "https://mirror.example/uv.tar.gz",
            },
            ignoreOrder: true);
        statement.ToText().ShouldNotContain("secret");
        statement.ToText().ShouldNotContain(folder);
    }

    private static SlsaStatement Write(Func<ProvenanceInput, ProvenanceInput> with) =>
        new ProvenanceWriter(with(new ProvenanceInput
        {
            Image = "registry.example/shop/api",
            Digest = s_digest,
            RuntimeIdentifier = "linux-x64",
            BuilderId = "https://ci.example/pipelines/7",
            Versions = new Dictionary<string, string> { ["uv"] = "0.13.8" },
            Project = "api/api.pyproj",
            Materials = [ProvenanceWriter.Resource("uv.lock", null, s_digest)],
        })).Write();
}
