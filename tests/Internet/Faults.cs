using System.Text.Json;
using System.Text.Json.Serialization;

namespace Internet;

/// <summary>What goes wrong with a host, a line of <c>faults.json</c>.</summary>
/// <param name="Kind"><c>dns</c>, <c>refused</c>, <c>tls</c> (unknown authority), <c>expired</c>, <c>status</c>,
/// <c>half</c>, <c>other</c> (one bit differs), <c>slow</c>, <c>silent</c>, <c>reset</c>, <c>loop</c> (a redirect to
/// itself), <c>page</c> (200 and a web page).</param>
/// <param name="Status">Of <c>status</c>.</param>
/// <param name="RetryAfter">Seconds; of <c>status</c>.</param>
/// <param name="Times">How many requests meet it; 0 for all.</param>
internal sealed record Fault(string Kind, int Status = 503, int? RetryAfter = null, int Times = 0);

/// <summary>The faults of a run; they do not change while it lasts.</summary>
internal sealed class Faults
{
    private readonly Dictionary<string, Fault> _faults;
    private readonly Dictionary<string, int> _met = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    public Faults(string state)
    {
        var file = Path.Combine(state, "faults.json");
        var faults = File.Exists(file)
            ? JsonSerializer.Deserialize(File.ReadAllText(file), FaultJson.Default.DictionaryStringFault)!
            : [];
        _faults = new(faults, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Whether a host has one of these faults before there is a request.</summary>
    public bool Has(string? host, string kind) => host is not null && _faults.GetValueOrDefault(host)?.Kind == kind;

    /// <summary>The fault that a request to a host meets, or null.</summary>
    public Fault? Next(string host)
    {
        if (_faults.GetValueOrDefault(host) is not { Kind: not ("dns" or "refused" or "tls" or "expired") } fault)
            return null;
        lock (_gate)
        {
            var met = _met.GetValueOrDefault(host);
            _met[host] = met + 1;
            return fault.Times == 0 || met < fault.Times ? fault : null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(Dictionary<string, Fault>))]
internal sealed partial class FaultJson : JsonSerializerContext;
