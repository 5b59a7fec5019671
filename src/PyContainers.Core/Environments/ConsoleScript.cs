using System.Text;
using PyContainers.Core.Common;

namespace PyContainers.Core.Environments;

/// <summary>A script that an installer makes from <c>entry_points.txt</c>: the packaging specification "Entry
/// points".</summary>
/// <param name="Name">The script's name.</param>
/// <param name="Module">The module it imports.</param>
/// <param name="Attribute">What it calls, possibly dotted.</param>
/// <param name="Extras">The extras of its distribution that it needs, with commas between them; empty for
/// none.</param>
public sealed record ConsoleScript(string Name, string Module, string Attribute, string Extras = "")
{
    /// <summary>Reads <c>[console_scripts]</c> and <c>[gui_scripts]</c>.</summary>
    public static IReadOnlyList<ConsoleScript> Parse(string entryPoints)
    {
        var scripts = new List<ConsoleScript>();
        var wanted = false;
        foreach (
            var line in entryPoints
                .Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] is not ('#' or ';'))
        )
        {
            if (line[0] == '[')
                wanted = line is "[console_scripts]" or "[gui_scripts]";
            else if (
                wanted
                && line.Split('=', 2) is [var name, var target]
                && target.Split('[', 2) is [var called, ..] parts
                && called.Split(':', 2) is [var module, var attribute]
            )
                scripts.Add(
                    new ConsoleScript(
                        name.Trim(),
                        module.Trim(),
                        attribute.Trim(),
                        ExtrasIn(parts.ElementAtOrDefault(1))
                    )
                );
        }

        return scripts;
    }

    private static string ExtrasIn(string? text) =>
        string.Join(',', (text ?? "").Trim(' ', ']').Split(',', StringSplitOptions.TrimEntries));

    /// <summary>The script's text, as uv would have written it into an environment at this place.</summary>
    /// <param name="environment">The environment's path in the image.</param>
    public byte[] Text(string environment) => Encoding.UTF8.GetBytes(string.Join('\n',
        Shebang.OfPython(environment),
        "# -*- coding: utf-8 -*-",
        "import sys",
        $"from {Module} import {Attribute.Split('.')[0]}",
        "if __name__ == \"__main__\":",
        "    if sys.argv[0].endswith(\"-script.pyw\"):",
        "        sys.argv[0] = sys.argv[0][:-11]",
        "    elif sys.argv[0].endswith(\".exe\"):",
        "        sys.argv[0] = sys.argv[0][:-4]",
        $"    sys.exit({Attribute}())",
        ""));
}
