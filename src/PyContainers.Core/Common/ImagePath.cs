namespace PyContainers.Core.Common;

/// <summary>A place in an image that a user names, in the one form it has: absolute, <c>/</c>-separated, without
/// <c>.</c>, <c>..</c>, a doubled or a closing slash. It is never a path of the host.</summary>
/// <param name="Relative">The path without its leading slash, as the entries of layers write it; empty for the
/// root.</param>
public sealed record ImagePath(string Relative)
{
    private static readonly string[] s_kernel = ["proc", "sys", "dev"];

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => Relative.Length == 0;

    /// <summary>Whether a container has something of the kernel's here, whatever the image has.</summary>
    public bool IsKernels => s_kernel.Any(folder => new ImagePath(folder).Contains(this));

    /// <summary>Reads what a user writes.</summary>
    /// <param name="text">An absolute path, or one relative to a folder; <c>\</c> counts as <c>/</c>.</param>
    /// <param name="folder">That folder; null where only an absolute path is a place.</param>
    /// <exception cref="FormatException">It is no place in an image; the message says why, and goes on after "which is
    /// not valid: ".</exception>
    public static ImagePath Parse(string text, ImagePath? folder)
    {
        var path = text.Replace('\\', '/');
        if (path.Any(char.IsControl))
            throw new FormatException("it contains a control character.");
        if (path.Split('/').Contains(".."))
            throw new FormatException("a path in the image cannot contain '..'.");
        if (!path.StartsWith('/') && folder is null)
            throw new FormatException("it must be an absolute path in the image.");
        var whole = path.StartsWith('/') ? path : $"{folder!.Relative}/{path}";
        var place = new ImagePath(string.Join('/', whole.Split('/').Where(part => part is not ("" or "."))));
        return place.IsKernels
            ? throw new FormatException($"'/{place.Relative.Split('/')[0]}' is the kernel's in every container.")
            : place;
    }

    /// <summary>Whether an entry of a layer has a path of the one form, so that it cannot leave the image's root, nor
    /// be there twice.</summary>
    public static bool IsNormal(string entry) =>
        entry.Length > 0 && entry.Split('/').All(part => part is not ("" or "." or "..")) && !entry.Contains('\0');

    /// <summary>Whether a path is this one or lies below it.</summary>
    public bool Contains(ImagePath other) =>
        IsRoot || other.Relative == Relative
        || other.Relative.StartsWith(Relative + "/", StringComparison.Ordinal);

    /// <summary>The path as a container sees it.</summary>
    public override string ToString() => "/" + Relative;
}
