using System.Text.RegularExpressions;

namespace PyContainers.Core.Common;

/// <summary>Keeps credentials out of logs: those of the environment, by their value, and what looks like
/// one.</summary>
public static partial class SecretMask
{
    private const string Mask = "****";

    /// <summary>
    /// Replaces with <c>****</c>: the secrets of the environment; the user information of a URL and the values in its
    /// query; the value of a header such as <c>Authorization</c>; the value of a name such as <c>password</c>.
    /// </summary>
    public static string Apply(string text) => Apply(text, CredentialVariables.Secrets());

    /// <summary>Replaces only the secrets of the environment: in text that is another program's to word.</summary>
    public static string Known(string text) => Known(text, CredentialVariables.Secrets());

    /// <summary>As <see cref="Apply(string)"/>, with these secrets.</summary>
    internal static string Apply(string text, IEnumerable<string> secrets)
    {
        text = Known(text, secrets);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            text = UserInformation().Replace(text, "${scheme}" + Mask + "@");
            text = Url().Replace(text, url => MaskQuery(url.Value));
        }

        text = Header().Replace(text, "${name}${scheme}" + Mask);
        text = Scheme().Replace(text, "${scheme}" + Mask);
        return Assignment().Replace(text, "${name}" + Mask);
    }

    private static string Known(string text, IEnumerable<string> secrets)
    {
        foreach (var secret in secrets)
            text = text.Replace(secret, Mask, StringComparison.Ordinal);
        return text;
    }

    // A signed URL's parameters have many names: those that are known to be no secret stay.
    private static string MaskQuery(string url) => Parameter().Replace(url, one =>
        one.Groups["name"].Success
            ? Harmless().IsMatch(one.Groups["name"].Value) ? one.Value : $"{one.Groups["before"]}{Mask}"
            : one.Value[0] == '?' ? "?" + Mask : one.Value);

    // A password may hold a slash, though none should: what follows the first colon is a port or a password.
    [GeneratedRegex(
        @"(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)([^\s/]+|[^\s/:@?#\[]*:(?!\d*([/?#\s'""`,;)\]]|$))\S+)@",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UserInformation();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://[^\s'""`<>]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Url();

    // ?name=value, &name=value, #name=value or a bare ?value; marks behind it are the sentence's.
    [GeneratedRegex(
        @"(?<before>[?&#](?<name>[^=?&#]*)=)[^&#]*?(?=[).,:;\]]*([&#]|$))|\?[^=&#]+?(?=[).,:;\]]*([&#]|$))",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();

    [GeneratedRegex(
        "^(rev|tag|branch|subdirectory|lfs|egg|digest|service|scope|n|last|format|page|sha[0-9]+|md5)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Harmless();

    [GeneratedRegex(
        """
        (?<name>\b((proxy-)?authorization|(set-)?cookie|(private|job|deploy)-token|x-[a-z-]*(token|api|key)[a-z-]*)
        [\\"']*\s*[:=]\s*[\\"']*)(?<scheme>(basic|bearer|token|digest|negotiate)\s+)?[^\s"',\\]+
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Header();

    [GeneratedRegex(
        @"(?<scheme>\b(basic|bearer)\s+)[A-Za-z0-9+/_~.=-]{16,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scheme();

    // NAME=value, and a dictionary's "NAME": "value".
    [GeneratedRegex(
        """
        (?<name>(\b|_)(password|passwd|pwd|pword|secret|token|signature|sig|(api|access)[_-]?key)
        (=["']?|["']\s*:\s*["']))[^\s"'&;,*][^\s"'&;,]*
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
            | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Assignment();
}
