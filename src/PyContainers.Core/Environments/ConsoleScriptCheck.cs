using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Environments;

/// <summary>Finds console scripts that cannot work. Real packages have such scripts, so they are told and never
/// refused.</summary>
public static class ConsoleScriptCheck
{
    /// <summary>Warns of local packages' scripts whose module nobody installs, and notes third-party ones.</summary>
    /// <param name="staging">What uv installed.</param>
    /// <param name="local">PEP 503 names of the packages built from sources here.</param>
    /// <param name="log">Gets a line for each script.</param>
    public static void Run(StagingEnvironment staging, IReadOnlySet<string> local, ILog log)
    {
        var installed = staging
            .Distributions.SelectMany(distribution => distribution.Record)
            .Select(line => Module(line.Path))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var distribution in staging.Distributions)
        {
            foreach (var script in distribution.Scripts.Where(script => !installed.Contains(script.Module)))
            {
                var warning = ProjectErrors.MissingScriptModule(script.Name, script.Module);
                if (local.Contains(distribution.Name))
                    log.Warning(warning);
                else
                    log.Detail($"{distribution.Name}: {warning.Message}");
            }
        }
    }

    // a/b.py, a/b/__init__.py and a/b.cpython-313-x86_64-linux-gnu.so are all the module a.b
    private static string Module(string path)
    {
        var name = path.EndsWith("/__init__.py", StringComparison.Ordinal) ? path[..^"/__init__.py".Length] : path;
        var slash = name.LastIndexOf('/');
        var dot = name.IndexOf('.', slash + 1);
        return (dot < 0 ? name : name[..dot]).Replace('/', '.');
    }
}
