using System.Text;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Applications;

/// <summary>Whether the code of <c>python -c</c> is Python. It is compiled, and not run.</summary>
internal static class PythonCode
{
    private const string Compile = "import sys; compile(sys.stdin.buffer.read(), '<string>', 'exec')";

    /// <summary>Checks it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="code">The code.</param>
    /// <param name="python">Full path of an interpreter of the image's version; empty where there is none.</param>
    /// <exception cref="PyContainersException">PYC2042.</exception>
    public static void Check(NamedCommand command, string code, string python)
    {
        if (python.Length == 0)
            return;
        var result = PythonProcess.RunAsync(
                python, ["-S", "-B", "-W", "ignore", "-c", Compile], Path.GetDirectoryName(python)!,
                Encoding.UTF8.GetBytes(code), [], CancellationToken.None)
            .GetAwaiter().GetResult();
        if (result.ExitCode != 0 && PythonProcess.LastLine(result.Error) is { } reason)
            throw StartErrors.NoTarget(
                command.Setting,
                $"the code behind '-c' is not Python ({reason})",
                $"Correct {command.Setting}. A ';' ends a word there; in the code, write '%3B' for it.");
    }
}
