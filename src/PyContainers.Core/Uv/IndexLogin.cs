using System.Net;
using PyContainers.Core.Common;

namespace PyContainers.Core.Uv;

/// <summary>The login for an index, from where uv has it too: the URL, the variables of a named index, a
/// <c>netrc</c> file.</summary>
internal static class IndexLogin
{
    /// <summary>Finds the login.</summary>
    /// <returns>Null when there is none.</returns>
    public static NetworkCredential? Of(UvIndex index, Func<string, string?> variable)
    {
        if (!Uri.TryCreate(index.Url, UriKind.Absolute, out var url) || url.IsFile)
            return null;
        var own = HttpFile.LoginIn(url);
        if (own is { Password.Length: > 0 })
            return own;
        var user = own?.UserName ?? "";
        if (index.Name.Length > 0)
        {
            var prefix = "UV_INDEX_" + Upper(index.Name);
            var named = variable(prefix + "_USERNAME") ?? "";
            var secret = variable(prefix + "_PASSWORD") ?? "";
            if (secret.Length > 0 || named.Length > 0)
                return new NetworkCredential(named.Length > 0 ? named : user, secret);
        }

        return Netrc.Find(url.Host, user, variable) ?? (user.Length > 0 ? own : null);
    }

    private static string Upper(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToUpperInvariant(letter) : '_'));
}
