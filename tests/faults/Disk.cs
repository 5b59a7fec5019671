using System.Diagnostics;

namespace PyContainers.Faults;

/// <summary>A machine without room, without rights or without what everybody has: the right image or one error, and
/// when all is well again the right image.</summary>
internal sealed class Disk(Machine machine, Options options, Figures figures)
{
    private const string Full = "disk full", ReadOnly = "read-only", Odd = "odd environment";
    private const string NotRoot = "only root may mount";
    private const string Nowhere = "/proc/nowhere"; // not even root can make it

    private IReadOnlyList<string> _expected = [];

    public static void Run(Machine machine, Options options, Figures figures)
    {
        var disk = new Disk(machine, options, figures);
        using (var clean = new FaultProject(machine, "hello"))
            disk._expected = clean.CleanLayers();
        disk.Fill();
        disk.Protect();
        disk.Vary();
        disk.OtherUser();
    }

    private void Fill()
    {
        Small("cache", "30m", project => project.Cache);
        Small("cache, a little later", "75m", project => project.Cache);
        Small("layers", "2m", project => Path.Combine(project.Cache, "layers"));
        Small("temporary folder", "3m", project => project.Temporary);
        Small("the .NET SDK's store", "6m", project => Path.Combine(project.Root, "home/.cache/dotnet"));
        foreach (var size in new[] { "40k", "100k", "160k" })
            Small($"obj, {size}", size, project => project.Obj, warm: true);
        foreach (var size in new[] { "6m", "16m" })
            Small($"the archive's folder, {size}", size, project => Path.Combine(project.Root, "out"), warm: true);
    }

    private void Small(string name, string size, Func<FaultProject, string> place, bool warm = false) =>
        Mounted(Full, name, warm, project => Mount.Small(place(project), size));

    private void Protect()
    {
        Protect("cache, empty", project => project.Cache);
        Protect("cache, warm", project => project.Cache, warm: true);
        Protect("cache, warm, another application", project => project.Cache, warm: true, edit: true);
        Protect("project's folder", project => project.Folder);
        Protect("temporary folder", project => project.Temporary);
        Protect("obj, warm", project => project.Obj, warm: true);
        Protect("the archive's folder", project => Path.Combine(project.Root, "out"), warm: true);
        Mounted(ReadOnly, "kit", warm: false, project =>
        {
            project.Variables["PYCONTAINERS_KIT"] = Path.Combine(project.Root, "kit");
            return Mount.ReadOnly(project.Variables["PYCONTAINERS_KIT"], machine.Kit);
        });
    }

    private void Protect(string name, Func<FaultProject, string> place, bool warm = false, bool edit = false) =>
        Mounted(
            ReadOnly,
            name,
            warm,
            project =>
            {
                var folder = Directory.CreateDirectory(place(project)).FullName;
                if (edit)
                    File.AppendAllText(Path.Combine(project.Folder, "main.py"), "# another line\n");
                return Mount.ReadOnly(folder, folder);
            },
            compare: !edit
        );

    private void Mounted(
        string kind, string name, bool warm, Func<FaultProject, Mount> mount, bool compare = true)
    {
        if (!options.Wants(name))
            return;
        if (!Environment.IsPrivilegedProcess)
        {
            figures.Add(kind, name, Outcome.Skipped(NotRoot));
            return;
        }

        using var project = new FaultProject(machine, "hello");
        if (warm)
            project.CleanLayers();
        var to = Destination.Archive(Path.Combine(project.Root, "out", "image.tar"));
        Outcome outcome;
        using (mount(project))
        {
            var end = project.Publish(to);
            outcome = project.Blame(end.Judge(compare ? to.Layers : () => Anything(to), _expected));
        }

        figures.Add(kind, name, outcome.Verdict is Verdict.Wrong ? outcome : Healthy(project, outcome, compare));
    }

    private Outcome Healthy(FaultProject project, Outcome outcome, bool compare)
    {
        project.Variables["PYCONTAINERS_KIT"] = machine.Kit;
        var to = project.Archive;
        var again = project.Publish(to).Judge(compare ? to.Layers : () => Anything(to), _expected);
        if (again.Verdict != Verdict.Right)
            return Outcome.Wrong($"when all is well again: {again.Why}");
        return project.Debris() is { Count: > 0 } left
            ? Outcome.Wrong($"left behind: {string.Join(", ", left.Take(5))}")
            : outcome;
    }

    private void Vary()
    {
        Vary("no HOME", WithoutCacheHome, "env", "-u", "HOME");
        foreach (var (name, home) in new[] { ("that is not there", Nowhere), ("that is a file", "/etc/hostname") })
        {
            Vary($"HOME {name}", project =>
            {
                WithoutCacheHome(project);
                project.Variables["HOME"] = home;
            });
        }

        Vary("XDG_CACHE_HOME relative", project => project.Variables["XDG_CACHE_HOME"] = "some/cache");
        Vary("TMPDIR that is not there", project => project.Variables["TMPDIR"] = Nowhere);
        foreach (var culture in new[] { "C", "tr_TR.UTF-8", "ar_SA.UTF-8", "th_TH.UTF-8" })
            Vary($"culture {culture}", project =>
                project.Variables["LANG"] = project.Variables["LC_ALL"] = culture);
        foreach (var zone in new[] { "Asia/Kathmandu", "Pacific/Kiritimati" })
            Vary($"time zone {zone}", project => project.Variables["TZ"] = zone);
        foreach (var limit in new[] { "umask 077", "umask 000", "ulimit -n 64", "ulimit -S -n 256", "ulimit -f 10000" })
            Vary(limit, through: ["sh", "-c", limit + "; exec \"$@\"", "sh"]);
        foreach (var date in new[] { "1971-01-02", "2100-06-01" })
        {
            if (IsInstalled("faketime"))
                Vary($"clock at {date}", through: ["faketime", "-f", $"@{date} 00:00:00"]);
            else
                figures.Add(Odd, $"clock at {date}", Outcome.Skipped("faketime is not installed"));
        }
    }

    private void Vary(string name, Action<FaultProject>? change = null, params string[] through)
    {
        if (!options.Wants(name))
            return;
        using var project = new FaultProject(machine, "hello");
        change?.Invoke(project);
        var to = project.Archive;
        figures.Add(Odd, name, project.Blame(project.Publish(to, through).Judge(to.Layers, _expected), through));
    }

    // A user whom no file names, with nothing but his own folders.
    private void OtherUser()
    {
        const string Name = "user without a name", Id = "4242";
        if (!options.Wants(Name))
            return;
        if (!Environment.IsPrivilegedProcess || !IsInstalled("setpriv"))
        {
            figures.Add(Odd, Name, Outcome.Skipped("only root may become another user, with setpriv"));
            return;
        }

        using var project = new FaultProject(machine, "hello");
        foreach (var (name, from) in new[] { ("kit", machine.Kit), ("feed", machine.Package.Feed) })
            Shell($"cp -a '{from}' '{project.Root}/{name}'");
        project.Variables["PYCONTAINERS_KIT"] = Path.Combine(project.Root, "kit");
        project.Variables["NUGET_PACKAGES"] = Path.Combine(project.Root, "packages");
        Shell($"sed -i 's|{machine.Package.Feed}|{project.Root}/feed|' '{project.Root}/NuGet.config'");
        Shell($"chown -R {Id}:{Id} '{project.Root}'");
        var to = project.Archive;
        var end = project.Publish(to, "setpriv", "--reuid", Id, "--regid", Id, "--clear-groups");
        figures.Add(Odd, Name, end.Judge(to.Layers, _expected));
    }

    // Any sound image: the layers of another application are others.
    private IReadOnlyList<string> Anything(Destination to)
    {
        to.Layers();
        return _expected;
    }

    private static void WithoutCacheHome(FaultProject project) => project.Variables.Remove("XDG_CACHE_HOME");

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, program)));

    private static void Shell(string command)
    {
        using var process = Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException(command);
    }
}
