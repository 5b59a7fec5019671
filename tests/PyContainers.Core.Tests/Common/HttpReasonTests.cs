using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using PyContainers.Core.Common;

namespace PyContainers.Core.Tests.Common;

public sealed class HttpReasonTests
{
    public static TheoryData<Exception, bool> Failures => new()
    {
        { Request(new SocketException((int)SocketError.TimedOut)), true },
        { new InvalidOperationException("", new AggregateException(new SocketException())), true },
        { Request(new AuthenticationException("nicht vertrauenswürdig")), true },
        { new TaskCanceledException("", new TimeoutException()), true },
        { new HttpIOException(HttpRequestError.ResponseEnded), true },
        { new HttpRequestException(HttpRequestError.NameResolutionError), true },
        { new HttpRequestException("", inner: null, HttpStatusCode.BadGateway), true },
        { new HttpRequestException("", inner: null, HttpStatusCode.TooManyRequests), true },
        { new HttpRequestException("", inner: null, HttpStatusCode.NotFound), false },
        { new HttpRequestException("connection refused"), false },
        { new InvalidOperationException("timed out"), false },
    };

    // The words are Windows' own there, in its language.
    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void UnreachableIsWhatTypesAndCodesSay(Exception failure, bool expected) =>
        HttpReason.IsUnreachable(failure).ShouldBe(expected);

    private static HttpRequestException Request(Exception inner) => new("", inner);
}
