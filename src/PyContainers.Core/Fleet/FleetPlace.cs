namespace PyContainers.Core.Fleet;

/// <summary>The repository of the fleet's cache.</summary>
/// <param name="Registry">Host and port.</param>
/// <param name="Repository">The repository, without a tag: an entry's key is its tag.</param>
public sealed record FleetPlace(string Registry, string Repository)
{
    /// <summary>Reads <c>REGISTRY/NAME</c>, or null when it is not of this form.</summary>
    public static FleetPlace? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 1 || text.Any(char.IsWhiteSpace))
            return null;
        var name = text[(slash + 1)..].TrimEnd('/');
        return name.Length > 0 && !name.Contains(':', StringComparison.Ordinal)
                && !name.Contains('@', StringComparison.Ordinal)
            ? new FleetPlace(text[..slash], name)
            : null;
    }

    /// <summary>Its name for people.</summary>
    public override string ToString() => $"{Registry}/{Repository}";
}
