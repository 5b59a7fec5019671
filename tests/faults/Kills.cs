using System.Diagnostics;

namespace PyContainers.Faults;

/// <summary>Publishes that end too early: the next one makes the image that it would have made anyway, and clears
/// up.</summary>
internal sealed class Kills : IDisposable
{
    // A publish that is asked to stop has this long.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private static readonly string[] s_signals = ["INT", "TERM"];

    private readonly Machine _machine;
    private readonly Figures _figures;
    private readonly Random _random;
    private readonly FaultProject _project;
    private readonly string _source;
    private readonly string[] _texts;
    private readonly IReadOnlyList<string>[] _layers;
    private readonly string _repository = $"faults/{Guid.NewGuid():N}";
    private int _round, _text = 1; // the text that was published last

    private Kills(Machine machine, Options options, Figures figures, string name, string source)
    {
        (_machine, _figures, _random) = (machine, figures, new Random(options.Seed));
        _project = new FaultProject(machine, name);
        _source = Path.Combine(_project.Folder, source);
        _texts = [File.ReadAllText(_source), File.ReadAllText(_source) + "\n# another line\n"];
        _layers = [.. _texts.Select(CleanLayers)];
    }

    /// <summary>Half of the rounds with a project without dependencies, half with one that has some.</summary>
    public static void Run(Machine machine, Options options, Figures figures)
    {
        foreach (var (name, source) in new[] { ("hello", "main.py"), ("flask-app", "app.py") })
        {
            using var kills = new Kills(machine, options, figures, name, source);
            for (var done = 0; done < options.Rounds / 2 && options.Wants("kill");)
                done += kills.Kill() ? 1 : 0;
            foreach (var signal in s_signals.Where(signal => options.Wants($"SIG{signal}")))
            {
                for (var at = 0; at < Math.Max(1, options.Rounds / 20); at++)
                    kills.Stop(signal);
            }
        }
    }

    public void Dispose() => _project.Dispose();

    // One kill of all processes, at a moment of the publish that chance chose. False when it had ended before.
    private bool Kill()
    {
        var (kind, length) = Prepare();
        var to = Destination();
        Outcome? late = null;
        var after = TimeSpan.FromSeconds(0.3 + _random.NextDouble() * length.TotalSeconds);
        using (var running = _project.Start(to))
        {
            if (running.Ends(after))
                return false;
            running.Signal("KILL");
            if (!running.IsGone(s_patience))
                late = Outcome.Wrong($"processes go on: {string.Join(", ", running.Processes)}");
        }

        var next = Next(to);
        _figures.Add(kind, $"round {_round}, after {after.TotalSeconds:0.00} s", late ?? next);
        return true;
    }

    // A terminal's Ctrl-C goes to all processes, a build server's request to the first.
    private void Stop(string signal)
    {
        var (_, length) = Prepare();
        var (kind, to) = ($"SIG{signal}", Destination());
        Outcome? late = null;
        using (var running = _project.Start(to))
        {
            if (running.Ends(TimeSpan.FromSeconds(0.5 + _random.NextDouble() * length.TotalSeconds / 2)))
                return;
            var watch = Stopwatch.StartNew();
            running.Signal(signal, group: signal == "INT");
            if (!running.IsGone(s_patience))
            {
                late = Outcome.Wrong($"after two seconds there are still {string.Join(", ", running.Processes)}");
                Console.WriteLine($"it took {(running.IsGone(s_patience * 20) ? watch.Elapsed : null)}");
            }
        }

        var next = Next(to);
        _figures.Add(kind, $"round {_round}", late ?? next);
    }

    private Outcome Next(Destination to)
    {
        var outcome = _project.Publish(to).Judge(to.Layers, _layers[_text]);
        return outcome.Verdict switch
        {
            Verdict.Coded => Outcome.Wrong($"the next publish fails: {outcome.Why}"),
            Verdict.Right when _project.Debris() is { Count: > 0 } left => Outcome.Wrong(
                $"left behind: {string.Join(", ", left.Take(5))}"),
            _ => outcome,
        };
    }

    // What the publish has to do, and for how long it is busy with that here.
    private (string Kind, TimeSpan Length) Prepare()
    {
        switch (_round++ % 3)
        {
            case 0:
                Folder(_project.Cache);
                Folder(_project.Obj);
                return ("kill, first publish", TimeSpan.FromSeconds(8));
            case 1:
                Folder(_project.Obj);
                return ("kill, empty obj", TimeSpan.FromSeconds(3.5));
            default:
                _text = 1 - _text;
                File.WriteAllText(_source, _texts[_text]);
                return ("kill, changed line", TimeSpan.FromSeconds(3));
        }

        static void Folder(string path)
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
        }
    }

    private Destination Destination() =>
        _machine.Registry is { } registry && _random.Next(2) == 0
            ? Faults.Destination.Registry(registry, $"{_repository}-{(_round % 2 == 0 ? _round : 0)}")
            : _project.Archive;

    private IReadOnlyList<string> CleanLayers(string text)
    {
        File.WriteAllText(_source, text);
        return _project.CleanLayers();
    }
}
