using System.Collections;
using System.Text.RegularExpressions;

namespace PyContainers.Core.Common;

/// <summary>The environment variables of a build that hold credentials. A package's and the project's own code runs
/// during a publish, and could write every variable that it sees into the image.</summary>
public static partial class CredentialVariables
{
    // What is shorter is a word that occurs elsewhere too.
    private const int ShortestSecret = 6;

    // With these, uv itself logs in as a cloud's user: through the keyring's program, or to an index in a bucket.
    private static readonly string[] s_bucketIndexes =
        ["UV_S3_ENDPOINT_URL", "UV_GCS_ENDPOINT_URL", "UV_AZURE_ENDPOINT_URL"];

    /// <summary>Removes what uv does not need: the credentials of image registries, of the build server, and of clouds
    /// unless an index is there. uv passes the rest on to build backends.</summary>
    public static void RemoveForUv(IDictionary<string, string?> environment)
    {
        var cloudIsIndex = s_bucketIndexes.Any(environment.ContainsKey)
            || (environment.TryGetValue("UV_KEYRING_PROVIDER", out var provider) && provider == "subprocess");
        Remove(environment, name =>
            !OfIndex().IsMatch(name) && (OfBuild().IsMatch(name) || (!cloudIsIndex && OfCloud().IsMatch(name))));
    }

    /// <summary>Removes all of them, and uv's variables: for Python that has only the application to run.</summary>
    public static void RemoveAll(IDictionary<string, string?> environment) =>
        Remove(environment, name =>
            name.StartsWith("UV_", StringComparison.OrdinalIgnoreCase)
            || OfIndex().IsMatch(name) || OfBuild().IsMatch(name) || OfCloud().IsMatch(name));

    /// <summary>The secrets in this process's environment, the longest first: values of variables that are named after
    /// a secret, and passwords in URLs.</summary>
    public static IReadOnlyList<string> Secrets() => Secrets(
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(one => KeyValuePair.Create((string)one.Key, (string?)one.Value ?? "")));

    /// <summary>The secrets in an environment.</summary>
    internal static IReadOnlyList<string> Secrets(IEnumerable<KeyValuePair<string, string>> environment) =>
        [.. environment
            .SelectMany(one => SecretsIn(one.Key, one.Value))
            .SelectMany(secret => new[] { secret, Unescaped(secret), Uri.EscapeDataString(secret) })
            .Where(secret => secret.Length >= ShortestSecret)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(secret => secret.Length)];

    private static IEnumerable<string> SecretsIn(string name, string value)
    {
        if (value.Contains("://", StringComparison.Ordinal))
        {
            foreach (Match match in PasswordOfUrl().Matches(value))
                yield return match.Groups["secret"].Value;
        }

        if (!NameOfSecret().IsMatch(name))
            yield break;
        var inside = Inside().Matches(value);
        foreach (Match match in inside)
            yield return match.Groups["secret"].Value;
        if (inside.Count == 0)
            yield return value;
    }

    private static string Unescaped(string text)
    {
        try
        {
            return Uri.UnescapeDataString(text);
        }
        catch (UriFormatException)
        {
            return text;
        }
    }

    private static void Remove(IDictionary<string, string?> environment, Func<string, bool> isRemoved)
    {
        foreach (var name in environment.Keys.Where(isRemoved).ToList())
            environment.Remove(name);
    }

    private const string Secret = "(TOKEN|ACCESSTOKEN|PASSWORD|PASSWD|PWORD|SECRET|JWT|PAT|KEY|AUTH|CREDENTIALS?)";

    // Azure Artifacts' feeds: the login of an index, though named after NuGet.
    [GeneratedRegex(
        "^(VSS_NUGET_EXTERNAL_FEED_ENDPOINTS|ARTIFACTS_CREDENTIALPROVIDER_.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfIndex();

    // The .NET SDK's for registries; NuGet's; those of GitHub, Azure Pipelines, GitLab and other build servers.
    [GeneratedRegex(
        "^((DOTNET|SDK)_CONTAINER_.*|NUGETPACKAGESOURCECREDENTIALS_.*|UV_PUBLISH_.*|CI_REPOSITORY_URL"
            + "|(ACTIONS|GITHUB|GH|GITLAB|CI|SYSTEM|AZURE_DEVOPS|VSS|BITBUCKET|BUILDKITE|CIRCLE|DRONE|JENKINS|DOCKER"
            + "|NUGET|NPM|NODE|TWINE)_(.*_)?" + Secret + "(_.*)?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfBuild();

    [GeneratedRegex(
        "^(AWS|AZURE|ARM|GOOGLE)_(.*_)?(" + Secret + "|CONNECTION_STRING)(_.*)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OfCloud();

    [GeneratedRegex(
        "^(.*_)?((ACCESS)?TOKEN|PASSWORD|PASSWD|PWORD|SECRET|JWT|PAT|(API|ACCESS|SECRET)_KEY|FEED_ENDPOINTS"
            + "|AUTH_CONFIG)(_V[0-9])?$|^NUGETPACKAGESOURCECREDENTIALS_",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NameOfSecret();

    // {"username": "…", "password": "…"}; Username=…;Password=…
    [GeneratedRegex(
        """(password|auth)["']?\s*[:=]\s*["']?(?<secret>[^"';,}\s]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Inside();

    [GeneratedRegex(
        "://[^\\s/:@]*:(?<secret>[^\\s/]+)@", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PasswordOfUrl();
}
