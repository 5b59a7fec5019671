using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class CredentialVariablesTests
{
    [Theory]
    [InlineData("DOTNET_CONTAINER_REGISTRY_UNAME")]
    [InlineData("DOTNET_CONTAINER_REGISTRY_PWORD")]
    [InlineData("DOTNET_CONTAINER_PUSH_REGISTRY_PWORD")]
    [InlineData("SDK_CONTAINER_REGISTRY_PWORD")]
    [InlineData("DOCKER_AUTH_CONFIG")]
    [InlineData("DOCKER_PASSWORD")]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("GH_TOKEN")]
    [InlineData("ACTIONS_RUNTIME_TOKEN")]
    [InlineData("ACTIONS_ID_TOKEN_REQUEST_TOKEN")]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("AZURE_DEVOPS_EXT_PAT")]
    [InlineData("VSS_NUGET_ACCESSTOKEN")]
    [InlineData("CI_JOB_TOKEN")]
    [InlineData("CI_REGISTRY_PASSWORD")]
    [InlineData("CI_REPOSITORY_URL")]
    [InlineData("BUILDKITE_AGENT_ACCESS_TOKEN")]
    [InlineData("NUGET_API_KEY")]
    [InlineData("NuGetPackageSourceCredentials_feed")]
    [InlineData("NODE_AUTH_TOKEN")]
    [InlineData("TWINE_PASSWORD")]
    [InlineData("UV_PUBLISH_TOKEN")]
    [InlineData("AZURE_CLIENT_SECRET")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SESSION_TOKEN")]
    [InlineData("ARM_CLIENT_SECRET")]
    [InlineData("GOOGLE_CREDENTIALS")]
    public void CredentialOfTheBuildReachesNobody(string name)
    {
        ForUv(name).ShouldBeEmpty();
        ForPython(name).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UV_INDEX_PRIVATE_USERNAME")]
    [InlineData("UV_INDEX_PRIVATE_PASSWORD")]
    [InlineData("UV_DEFAULT_INDEX")]
    [InlineData("VSS_NUGET_EXTERNAL_FEED_ENDPOINTS")]
    [InlineData("ARTIFACTS_CREDENTIALPROVIDER_FEED_ENDPOINTS")]
    public void LoginOfAnIndexReachesUvOnly(string name)
    {
        ForUv(name).ShouldBe([name]);
        ForPython(name).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("HOME")]
    [InlineData("CI")]
    [InlineData("GITHUB_ACTIONS")]
    [InlineData("GITHUB_PATH")]
    [InlineData("GITHUB_REF_NAME")]
    [InlineData("GOOGLE_APPLICATION")]
    [InlineData("AWS_REGION")]
    [InlineData("SETUPTOOLS_SCM_PRETEND_VERSION")]
    [InlineData("NETRC")]
    [InlineData("SSH_AUTH_SOCK")]
    [InlineData("HTTPS_PROXY")]
    public void OtherVariableStays(string name)
    {
        ForUv(name).ShouldBe([name]);
        ForPython(name).ShouldBe([name]);
    }

    [Theory]
    [InlineData("UV_KEYRING_PROVIDER", "subprocess", true)]
    [InlineData("UV_KEYRING_PROVIDER", "disabled", false)]
    [InlineData("UV_S3_ENDPOINT_URL", "https://s3.example", true)]
    public void CloudsLoginStaysWhereUvLogsInWithIt(string name, string value, bool expected)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [name] = value,
            ["AWS_SECRET_ACCESS_KEY"] = "x",
            ["GITHUB_TOKEN"] = "x",
        };
        CredentialVariables.RemoveForUv(environment);
        environment.ContainsKey("AWS_SECRET_ACCESS_KEY").ShouldBe(expected);
        environment.ShouldNotContainKey("GITHUB_TOKEN");
    }

    [Theory]
    [InlineData("SDK_CONTAINER_REGISTRY_PWORD", "Gehe1m", "Gehe1m")]
    [InlineData("UV_INDEX_PRIVATE_PASSWORD", "p@ss/word", "p%40ss%2Fword,p@ss/word")]
    [InlineData("DATABASE_PASSWORD", "Gehe1m-2", "Gehe1m-2")]
    [InlineData("UV_DEFAULT_INDEX", "https://me:p%40ssword@host/simple", "p%2540ssword,p%40ssword,p@ssword")]
    [InlineData("HTTPS_PROXY", "http://me:Gehe1m@proxy:3128", "Gehe1m")]
    [InlineData("NuGetPackageSourceCredentials_x", "Username=me;Password=Gehe1m;X=y", "Gehe1m")]
    [InlineData("DOCKER_AUTH_CONFIG", """{"auths":{"h":{"auth":"bWU6R2VoZTFt"}}}""", "bWU6R2VoZTFt")]
    [InlineData("GITHUB_TOKEN", "short", "")]
    [InlineData("SDK_CONTAINER_REGISTRY_UNAME", "somebody", "")]
    [InlineData("SSH_AUTH_SOCK", "/tmp/socket", "")]
    [InlineData("GITHUB_PATH", "/tmp/path-file", "")]
    public void SecretsAreKnownByTheirValue(string name, string value, string expected) =>
        string.Join(',', CredentialVariables.Secrets([KeyValuePair.Create(name, value)]).Order(StringComparer.Ordinal))
            .ShouldBe(expected);

    private static string[] ForUv(string name) => Left(name, CredentialVariables.RemoveForUv);

    private static string[] ForPython(string name) => Left(name, CredentialVariables.RemoveAll);

    private static string[] Left(string name, Action<IDictionary<string, string?>> remove)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = "x" };
        remove(environment);
        return [.. environment.Keys];
    }
}
