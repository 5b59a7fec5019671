namespace PyContainers.Faults;

/// <summary>What came of one try.</summary>
internal enum Verdict
{
    /// <summary>The image that a publish without the fault makes.</summary>
    Right,

    /// <summary>One error with a code of ours.</summary>
    Coded,

    /// <summary>Anything else: another image, another error, a stack trace, a hang, something left behind.</summary>
    Wrong,

    /// <summary>Wrong, and so is a project that does nothing: 'dotnet' fails before anything of ours runs.</summary>
    Foreign,

    /// <summary>Not tried: this machine cannot.</summary>
    Skipped,
}

/// <summary>What came of one try, and why it is judged so.</summary>
internal sealed record Outcome(Verdict Verdict, string Why = "")
{
    public static Outcome Right { get; } = new(Verdict.Right);

    public static Outcome Wrong(string why) => new(Verdict.Wrong, why);

    public static Outcome Foreign(string why) => new(Verdict.Foreign, why);

    public static Outcome Skipped(string why) => new(Verdict.Skipped, why);
}
