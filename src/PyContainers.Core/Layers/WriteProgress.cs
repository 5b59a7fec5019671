using System.Globalization;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Layers;

/// <summary>Says every few seconds how much of a large layer is written: minutes without a word look like a build that
/// hangs.</summary>
/// <param name="layer">The layer's name.</param>
/// <param name="total">How many bytes there are to read.</param>
/// <param name="log">Gets the lines.</param>
/// <param name="time">Tells how much time has passed.</param>
public sealed class WriteProgress(string layer, long total, ILog log, TimeProvider time)
{
    /// <summary>How long it is silent at most, in seconds.</summary>
    public const int Seconds = 5;

    private long _last = time.GetTimestamp();
    private long _passed;

    /// <summary>Counts what has passed.</summary>
    /// <param name="bytes">How many bytes.</param>
    public void Add(int bytes)
    {
        _passed += bytes;
        if (time.GetElapsedTime(_last).TotalSeconds < Seconds)
            return;
        _last = time.GetTimestamp();
        log.Step(
            string.Create(
                CultureInfo.InvariantCulture,
                $"writing the layer '{layer}': {_passed / 1e6:0} MB of {Math.Max(total, _passed) / 1e6:0} MB"
            )
        );
    }
}
