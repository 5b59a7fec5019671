using PyContainers.Core.Common;

namespace PyContainers.Core.Tar;

/// <summary>Where things lie in the image. All are absolute, <c>/</c>-separated, without a trailing slash.</summary>
/// <param name="Interpreter">Prefix of the interpreter: <c>bin/python3.13</c> and <c>lib/python3.13</c> lie below
/// it.</param>
/// <param name="Environment">The virtual environment.</param>
/// <param name="App">The application's files and the working directory.</param>
public sealed record ImagePaths(
    string Interpreter = "/opt/python",
    string Environment = "/app/.venv",
    string App = "/app"
)
{
    /// <summary>An entry's path: of what is absolute in the image, or relative to the application.</summary>
    public string Of(string path)
    {
        var full = path.StartsWith('/') ? path : $"{App}/{path}";
        return SlashPath.Resolve("", full) ?? full.Trim('/');
    }
}
