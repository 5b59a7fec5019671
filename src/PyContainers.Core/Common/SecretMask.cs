using System.Text.RegularExpressions;

namespace PyContainers.Core.Common;

/// <summary>Keeps credentials out of logs.</summary>
public static partial class SecretMask
{
    /// <summary>Replaces the user information of every URL in a text: <c>https://user:password@host</c> becomes
    /// <c>https://****@host</c>.</summary>
    public static string Apply(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? UserInformation().Replace(text, "${scheme}****@") : text;

    [GeneratedRegex(
        @"(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)[^\s/'""`]+@",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex UserInformation();
}
