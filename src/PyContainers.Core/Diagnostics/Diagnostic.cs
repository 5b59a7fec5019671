namespace PyContainers.Core.Diagnostics;

/// <summary>Something the user has to know: one code, one message, one place.</summary>
/// <param name="Code">A stable code, <c>PYC</c> and four digits; listed with its cure in the package's README.</param>
/// <param name="Message">What happened, why if known, and what to do.</param>
/// <param name="File">The file the message is about, as a full path, or null.</param>
/// <param name="Line">1-based line in <paramref name="File"/>; 0 when unknown.</param>
/// <param name="Column">1-based column in <paramref name="File"/>; 0 when unknown.</param>
public sealed record Diagnostic(string Code, string Message, string? File = null, int Line = 0, int Column = 0);

/// <summary>A failure that a user can cause and cure. Everything else is a bug of ours and stays a plain
/// exception.</summary>
public sealed class PyContainersException : Exception
{
    /// <summary>Creates the failure from what the user is told.</summary>
    public PyContainersException(Diagnostic diagnostic, Exception? inner = null)
        : base(diagnostic.Message, inner) => Diagnostic = diagnostic;

    /// <summary>What the user is told.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>The same failure at a place.</summary>
    /// <param name="file">The file's full path, or null.</param>
    /// <param name="line">The 1-based line; 0 when unknown.</param>
    public PyContainersException At(string? file, int line) =>
        new(Diagnostic with { File = file, Line = line }, InnerException);
}
