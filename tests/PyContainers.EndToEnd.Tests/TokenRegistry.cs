using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace PyContainers.EndToEnd.Tests;

/// <summary>A real registry that takes tokens only, as those of clouds and forges do.</summary>
internal sealed class TokenRegistry : IDisposable
{
    private readonly TestDirectory _folder = new();
    private readonly string _user, _password;
    private readonly TokenService _tokens;
    private readonly Process _process;

    public TokenRegistry()
    {
        Tool.Require("docker-registry", "--version");
        (_, _user, _password) = Kit.RegistryWithAuthentication;
        _tokens = new TokenService(_user, _password);
        var port = FreePort.Next();
        Name = $"localhost:{port}";
        var certificate = _folder.Write("certificate.pem", _tokens.Certificate);
        var configuration = _folder.Write(
            "registry.yml",
            $$"""
            version: 0.1
            log:
              level: error
            storage:
              filesystem:
                rootdirectory: {{_folder["data"]}}
            http:
              addr: 127.0.0.1:{{port}}
            auth:
              token:
                realm: {{_tokens.Url}}
                service: {{TokenService.Audience}}
                issuer: {{TokenService.Audience}}
                rootcertbundle: {{certificate}}
            """);
        _process = Process.Start(
            new ProcessStartInfo("docker-registry", ["serve", configuration])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
        _process.BeginErrorReadLine();
        WaitForIt();
    }

    /// <summary>Host and port.</summary>
    public string Name { get; }

    /// <summary>What a login with a password writes into Docker's configuration.</summary>
    /// <param name="user">Who; null for somebody who may do everything.</param>
    public string Login(string? user = null) => Configuration($"{user ?? _user}:{_password}");

    /// <summary>What a login at a registry that gives a token for later writes there.</summary>
    public string TokenLogin() => Configuration($"{Guid.Empty}:", _password);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _tokens.Dispose();
        _folder.Dispose();
    }

    private string Configuration(string login, string? identityToken = null)
    {
        var entry = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(login)),
        };
        if (identityToken is not null)
            entry["identitytoken"] = identityToken;
        return JsonSerializer.Serialize(
            new { auths = new Dictionary<string, object>(StringComparer.Ordinal) { [Name] = entry } });
    }

    private void WaitForIt()
    {
        using var client = new HttpClient();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Name}/v2/");
                using var reply = client.Send(request);
                return;
            }
            catch (HttpRequestException) when (attempt < 100)
            {
                Thread.Sleep(100);
            }
        }
    }
}
