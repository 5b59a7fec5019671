using System.Globalization;
using System.Text;
using PyContainers.Core.Bases;
using PyContainers.Core.Oci;
using PyContainers.Core.Tar;

namespace PyContainers.Core.Applications;

/// <summary>Gives the image's user a name: a number is enough to run, but some programs look it up in
/// <c>/etc/passwd</c> and fail without.</summary>
public static class UserName
{
    private const string Wanted = "app";

    /// <summary>The base's <c>/etc/passwd</c> and <c>/etc/group</c> with a line more each; nothing when the user has a
    /// name already.</summary>
    /// <param name="facts">The base's files.</param>
    /// <param name="user">The user.</param>
    /// <param name="home">The home folder.</param>
    public static IEnumerable<LayerEntry> Entries(BaseImageFacts facts, ImageUser user, string home)
    {
        if (facts.Users.Any(known => known.Uid == user.Uid))
            yield break;

        var shell = facts.HasShell ? "/bin/sh" : "/sbin/nologin";
        var name = Free(facts.Passwd, user.Uid);
        yield return File("etc/passwd", facts.Passwd, $"{name}:x:{user}::{home}:{shell}");
        var gid = user.Gid.ToString(CultureInfo.InvariantCulture);
        if (!Lines(facts.Group).Any(line => line.Length > 2 && line[2] == gid))
            yield return File("etc/group", facts.Group, $"{Free(facts.Group, user.Gid)}:x:{gid}:");
    }

    private static string Free(string file, int id) =>
        Lines(file).Any(line => line[0] == Wanted)
            ? string.Create(CultureInfo.InvariantCulture, $"{Wanted}{id}")
            : Wanted;

    private static IEnumerable<string[]> Lines(string file) => file.Split('\n').Select(line => line.Split(':'));

    private static BytesEntry File(string path, string text, string line) =>
        new(path, Encoding.UTF8.GetBytes($"{text}{(text.Length == 0 || text.EndsWith('\n') ? "" : "\n")}{line}\n"));
}
