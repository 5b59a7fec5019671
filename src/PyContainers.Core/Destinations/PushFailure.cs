using System.Net;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using PyContainers.Core.Common;
using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Destinations;

/// <summary>What was pushed where.</summary>
/// <param name="Registry">Host name and port.</param>
/// <param name="Repository">The repository.</param>
/// <param name="IsOci">Whether the image has OCI's media types, not Docker's.</param>
public sealed record PushTarget(string Registry, string Repository, bool IsOci);

/// <summary>Turns what the .NET SDK says of a push that failed into one error that names the host and what to do. The
/// SDK's text is no API: what is not known in it stays as it is.</summary>
public static partial class PushFailure
{
    private static readonly HttpStatusCode[] s_passing =
    [
        HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests, HttpStatusCode.InternalServerError,
        HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout,
    ];

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private static readonly string[] s_noLogin =
        ["CONTAINER1003", "CONTAINER1007", "CONTAINER1008", "CONTAINER1016"];

    /// <summary>Reads why it failed.</summary>
    /// <param name="target">What was pushed where.</param>
    /// <param name="errors">The SDK's errors, each as <c>CODE: text</c> or text alone.</param>
    /// <param name="details">The exception behind them with all that it wraps, as text; empty when not known.</param>
    /// <returns>PYC4001, PYC4021, PYC4022, PYC4023 or PYC4024; null for a failure that is not the registry's.</returns>
    public static Diagnostic? Read(PushTarget target, IReadOnlyList<string> errors, string details)
    {
        var text = string.Join(' ', errors.Where(line => !IsOfStack(line)));
        if (!Names(text, target.Registry) && !Names(text, RegistryProbe.HostOf(target.Registry)) && !IsOfPush(text))
            return null;
        if (Status().Match(text) is { Success: true } match
            && Enum.TryParse<HttpStatusCode>(match.Groups["status"].Value, out var status))
            return Read(target, status, text.Contains("/manifests/", StringComparison.Ordinal));
        if (s_noLogin.Any(code => text.Contains(code, StringComparison.Ordinal)))
            return PublishErrors.PushUnauthorised(target.Registry, target.Repository, LastReason(text));
        var groups = Wrapped().Matches(details).LastOrDefault()?.Groups;
        var (type, cause) = (groups?["type"].Value, groups?["message"].Value);
        if (type == typeof(AuthenticationException).FullName)
            return PublishErrors.RegistryUnreachable(target.Registry, HttpReason.Untrusted(cause!)).Diagnostic;
        return text.Contains("CONTAINER1017", StringComparison.Ordinal)
            || text.Contains("CONTAINER1013", StringComparison.Ordinal)
            || !text.Contains("CONTAINER", StringComparison.Ordinal)
            ? PublishErrors.RegistryFailed(
                target.Registry, target.Repository, WithCause(LastReason(text), cause))
            : null;
    }

    /// <summary>Whether a line of an error is one of a stack trace.</summary>
    public static bool IsOfStack(string line) =>
        line.StartsWith("   at ", StringComparison.Ordinal) || line.StartsWith("--- End of ", StringComparison.Ordinal);

    private static Diagnostic Read(PushTarget target, HttpStatusCode status, bool ofManifest)
    {
        var (registry, repository) = (target.Registry, target.Repository);
        var answer = "it answered " + HttpReason.Number(status);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return PublishErrors.PushUnauthorised(registry, repository, answer);
        if ((int)status < 400) // a proxy's page, for one
            return PublishErrors.RegistryFailed(registry, repository, answer + ", which means nothing here");
        if (s_passing.Contains(status) || (int)status >= 500)
            return PublishErrors.RegistryFailed(registry, repository, answer);
        if (ofManifest && target.IsOci && status
            is HttpStatusCode.UnsupportedMediaType or HttpStatusCode.BadRequest or HttpStatusCode.NotAcceptable)
            return PublishErrors.FormatRefused(registry, repository, answer);
        return PublishErrors.PushRefused(registry, repository, answer, status switch
        {
            HttpStatusCode.NotFound => "Create the repository there, or check ContainerRepository.",
            HttpStatusCode.RequestEntityTooLarge =>
                "The registry, or a proxy before it, limits the size of an upload: raise that limit.",
            HttpStatusCode.MethodNotAllowed or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed
                when ofManifest => "The tag may be one that cannot be overwritten: set another ContainerImageTag.",
            _ => "Check ContainerRegistry, ContainerRepository and the registry's log.",
        });
    }

    // localhost:5000 is not localhost:50001.
    private static bool Names(string text, string registry) =>
        Regex.IsMatch(
            text, $"(?<![A-Za-z0-9.-]){Regex.Escape(registry)}(?![A-Za-z0-9-])", RegexOptions.CultureInvariant,
            s_patience);

    // A connection that broke off has no host in its text. Layers come from another registry.
    private static bool IsOfPush(string text) =>
        text.Contains("CONTAINER1013", StringComparison.Ordinal) && !OtherPlace().IsMatch(text);

    // "CONTAINER1013: Failed to push to the output registry: why" → why
    private static string LastReason(string text) => HttpReason.OneLine(Prefix().Replace(text, ""));

    // "Error while copying content to a stream" tells nothing by itself.
    private static string WithCause(string reason, string? cause) =>
        cause is null || reason.Contains(HttpReason.OneLine(cause), StringComparison.Ordinal)
            ? reason
            : $"{reason.Replace(", see inner exception", "", StringComparison.Ordinal)}: {HttpReason.OneLine(cause)}";

    [GeneratedRegex("://|localhost:|CONTAINER1018|CONTAINER2004", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OtherPlace();

    [GeneratedRegex(
        "status code( does not indicate success: |:? '?)(?<status>[A-Za-z0-9]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Status();

    [GeneratedRegex(
        "^((Containerize: error )?CONTAINER[0-9]+: (Failed to push to the output registry: )?)+",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Prefix();

    // As Exception.ToString() has it: " ---> TYPE: message", or with the error code of a socket or of HTTP after TYPE.
    [GeneratedRegex(
        @" ---> (?<type>[A-Za-z0-9_.+]+)( \([^)]*\))?: (?<message>[^\r\n]+)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wrapped();
}
