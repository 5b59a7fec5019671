using System.Globalization;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tests.Hostile;

/// <summary>
/// Feeds hostile input to a piece of the product, seed by seed: it may take it, or refuse it with a code of the user's.
/// A bug, an answer for the file system's, a file outside of its folder or no end is a failure that names the seed.
/// PYCONTAINERS_FUZZ_ROUNDS asks for more rounds than those of every test run, PYCONTAINERS_FUZZ_SEED for others.
/// </summary>
internal static class HostileRounds
{
    private const int Usual = 30;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    /// <summary>Runs them.</summary>
    /// <param name="feed">Gets the input, and a folder in which it may write.</param>
    /// <param name="kept">Seeds that have found something once.</param>
    public static void Run(Action<HostileText, TestDirectory> feed, params int[] kept)
    {
        var first = Variable("PYCONTAINERS_FUZZ_SEED", 1);
        var seeds = kept.Concat(Enumerable.Range(first, Variable("PYCONTAINERS_FUZZ_ROUNDS", Usual)));
        seeds.Select(seed => (seed, wrong: Round(seed, feed))).Where(round => round.wrong is not null)
            .Select(round => $"seed {round.seed}: {round.wrong}").ShouldBeEmpty();
    }

    private static string? Round(int seed, Action<HostileText, TestDirectory> feed)
    {
        using var around = new TestDirectory();
        using var inside = new TestDirectory();
        string? wrong = null;
        // A thread of its own, with the stack of a task of MSBuild's.
        var thread = new Thread(() => wrong = Wrong(() => feed(new HostileText(seed), inside)), 1 << 20)
        {
            IsBackground = true,
        };
        thread.Start();
        return thread.Join(s_limit) ? wrong : "no end";
    }

    private static string? Wrong(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (PyContainersException e) when (!e.Diagnostic.Code.StartsWith("PYC9", StringComparison.Ordinal))
        {
            return null;
        }
#pragma warning disable CA1031 // whatever it is, it is what is looked for
        catch (Exception e)
#pragma warning restore CA1031
        {
            return $"{e.GetType().Name}: {e.Message} {string.Join(' ', e.StackTrace?.Split('\n').Take(4) ?? [])}";
        }
    }

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
