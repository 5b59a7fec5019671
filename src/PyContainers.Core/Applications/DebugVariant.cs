namespace PyContainers.Core.Applications;

/// <summary>What a debug variant of an image has besides: the dependency group <c>debug</c>, and debugpy listening when
/// that is installed.</summary>
public static class DebugVariant
{
    /// <summary>The dependency group that is installed if the project defines it.</summary>
    public const string Group = "debug";

    /// <summary>The port that debuggers expect, as in debugpy's own documentation.</summary>
    public const int Port = 5678;

    /// <summary>The command under debugpy; as it is where there is none.</summary>
    /// <param name="start">The inferred command.</param>
    /// <param name="facts">What it was inferred from.</param>
    public static StartCommand Of(StartCommand start, ApplicationFacts facts)
    {
        if (!facts.Installed.Contains("debugpy"))
            return start;
        var python = $"{facts.Paths.Environment}/bin/python";
        // A console script is a Python file as any other. Without -X the breakpoints in frozen modules of the standard
        // library would be missed, and debugpy warns.
        var target = start.Arguments[0] == python ? start.Arguments.Skip(1) : start.Arguments;
        return start with
        {
            Arguments =
            [
                python,
                "-X",
                "frozen_modules=off",
                "-m",
                "debugpy",
                "--listen",
                $"0.0.0.0:{StartCommandInference.Text(Port)}",
                .. target,
            ],
            Reason = start.Reason + " under debugpy",
            DebugPort = Port,
        };
    }
}
