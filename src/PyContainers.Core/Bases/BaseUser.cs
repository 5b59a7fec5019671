using System.Globalization;
using PyContainers.Core.Diagnostics;
using PyContainers.Core.Oci;

namespace PyContainers.Core.Bases;

/// <summary>Decides which user an image runs as, in numbers: Kubernetes' <c>runAsNonRoot</c> cannot check a
/// name.</summary>
public static class BaseUser
{
    // The number of the 'app' user of Microsoft's .NET images; it needs no line in /etc/passwd.
    private const int Default = 1654;

    /// <summary>Resolves the user.</summary>
    /// <param name="requested">What the project asks for: <c>uid</c>, <c>uid:gid</c>, <c>name</c> or <c>name:gid</c>;
    /// null or empty for the base's own choice.</param>
    /// <param name="image">The base image.</param>
    /// <param name="facts">Its users, if known.</param>
    /// <param name="allowRoot">Whether uid 0 may be asked for.</param>
    /// <exception cref="PyContainersException">PYC3001, PYC3003.</exception>
    public static ImageUser Resolve(string? requested, OciImage image, BaseImageFacts? facts, bool allowRoot)
    {
        var users = facts?.Users ?? [];
        if (string.IsNullOrWhiteSpace(requested))
            return FromBase(image, users);

        var user = Parse(requested.Trim(), users, ownGroupByName: false);
        return user.IsRoot && !allowRoot ? throw ImageErrors.RootUser(requested.Trim()) : user;
    }

    private static ImageUser FromBase(OciImage image, IReadOnlyList<PasswdEntry> users)
    {
        var own = image.Config.User?.Trim() ?? "";

        // root needs no passwd: its name means 0 to every runtime.
        if (own.Length > 0 && own.Split(':')[0] is not "root")
        {
            // A base image may say 'nginx:nginx'; a group with its user's name is that user's group.
            var user = Parse(own, users, ownGroupByName: true);
            if (!user.IsRoot)
                return user;
        }
        var uid = Number(image.Config.Variable("APP_UID") ?? "") is { } app and > 0 ? app : Default;
        return new(uid, GroupOf(uid, users));
    }

    private static ImageUser Parse(string text, IReadOnlyList<PasswdEntry> users, bool ownGroupByName)
    {
        var parts = text.Split(':');
        if (parts.Length > 2 || parts.Any(p => p.Length == 0))
            throw ImageErrors.InvalidUser(text, "it must be a user, or a user and a group");

        var named = Number(parts[0]) is null ? users.FirstOrDefault(u => u.Name == parts[0]) : null;
        var uid =
            Number(parts[0])
            ?? named?.Uid
            ?? (parts[0] == "root" ? 0 : throw ImageErrors.UnknownUser(parts[0], users.Select(u => u.Name)));
        if (parts.Length == 1 || ownGroupByName && named is not null && parts[1] == named.Name)
            return new(uid, named?.Gid ?? GroupOf(uid, users));
        return new(
            uid,
            Number(parts[1]) ?? throw ImageErrors.InvalidUser(text, $"the group '{parts[1]}' is not a number")
        );
    }

    // Without a line in passwd a runtime would take group 0, which is root's.
    private static int GroupOf(int uid, IReadOnlyList<PasswdEntry> users) =>
        users.FirstOrDefault(u => u.Uid == uid)?.Gid ?? uid;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
