using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace PyContainers.EndToEnd.Tests;

/// <summary>Ports for what tests start on the host's network, each handed out once.</summary>
internal static class FreePort
{
    // Below the ports that Linux gives to whoever asks for any: a publish's own server cannot take one between this and
    // its use.
    private const int First = 20000, Count = 12000;

    private static int s_next = RandomNumberGenerator.GetInt32(Count); // another test run may be busy beside this one

    public static int Next()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % Count);
            if (IsFree(port))
                return port;
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Any, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
