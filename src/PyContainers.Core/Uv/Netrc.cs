using System.Net;

namespace PyContainers.Core.Uv;

/// <summary>The user's <c>netrc</c> file: logins by host.</summary>
internal static class Netrc
{
    /// <summary>The login for a host, or null.</summary>
    /// <param name="host">The host's name, without a port.</param>
    /// <param name="user">The one user that is meant, or empty for any.</param>
    /// <param name="variable">The environment.</param>
    public static NetworkCredential? Find(string host, string user, Func<string, string?> variable)
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var file = variable("NETRC") is { Length: > 0 } named
            ? named
            : Path.Combine(home, OperatingSystem.IsWindows() ? "_netrc" : ".netrc");
        try
        {
            return File.Exists(file) ? Find(File.ReadAllText(file), host, user) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // as without it
        }
    }

    /// <summary>The login for a host in the text of such a file, or null.</summary>
    internal static NetworkCredential? Find(string text, string host, string user)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var (machine, login, password) = ((string?)null, "", "");
        NetworkCredential? Current() =>
            machine is not null
            && (machine.Length == 0 || string.Equals(machine, host, StringComparison.OrdinalIgnoreCase))
            && (user.Length == 0 || login == user)
                ? new NetworkCredential(login, password)
                : null;
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at] is "machine" or "default" && Current() is { } found)
                return found;
            switch (words[at])
            {
                case "machine" when at + 1 < words.Length:
                    (machine, login, password) = (words[++at], "", "");
                    break;
                case "default":
                    (machine, login, password) = ("", "", "");
                    break;
                case "login" when at + 1 < words.Length:
                    login = words[++at];
                    break;
                case "password" when at + 1 < words.Length:
                    password = words[++at];
                    break;
            }
        }

        return Current();
    }
}
