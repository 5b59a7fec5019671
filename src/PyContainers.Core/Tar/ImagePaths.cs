using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

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
    /// <summary>Full path of a file that a command names: absolute, or relative to the working directory.</summary>
    public string Absolute(string path) =>
        "/" + (SlashPath.Resolve(path.StartsWith('/') ? "" : App, path) ?? path.Trim('/'));

    /// <summary>A place that the user names, absolute in the image or relative to the application.</summary>
    /// <param name="setting">What names it, for messages.</param>
    /// <param name="text">What is written there.</param>
    /// <exception cref="PyContainersException">PYC2014.</exception>
    public ImagePath Place(string setting, string text) =>
        Parse(setting, text, new ImagePath(App.Trim('/')));

    /// <summary>A place that the user names, absolute in the image.</summary>
    /// <inheritdoc cref="Place"/>
    public static ImagePath AbsolutePlace(string setting, string text) => Parse(setting, text, null);

    private static ImagePath Parse(string setting, string text, ImagePath? folder)
    {
        try
        {
            return ImagePath.Parse(text, folder);
        }
        catch (FormatException e)
        {
            throw ProjectErrors.InvalidProperty(setting, text, e.Message);
        }
    }
}
