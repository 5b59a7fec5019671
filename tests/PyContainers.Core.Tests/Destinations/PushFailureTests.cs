using PyContainers.Core.Destinations;

namespace PyContainers.Core.Tests.Destinations;

public sealed class PushFailureTests
{
    private static readonly PushTarget s_target = new("registry.example:5000", "demo", IsOci: true);

    private const string Upload = "CONTAINER1013: Failed to push to the output registry: CONTAINER1001: Failed to "
        + "upload blob using POST https://registry.example:5000/v2/demo/blobs/uploads/; received status code '";

    [Theory]
    [InlineData("Unauthorized", "PYC4021", "401 Unauthorized. Log in with 'docker login registry.example:5000'")]
    [InlineData("Forbidden", "PYC4021", "it answered 403 Forbidden")]
    [InlineData("TooManyRequests", "PYC4023", "it answered 429 Too Many Requests. Publish again")]
    [InlineData("InternalServerError", "PYC4023", "it answered 500 Internal Server Error")]
    [InlineData("507", "PYC4023", "it answered 507 Insufficient Storage")]
    [InlineData("OK", "PYC4023", "it answered 200 OK, which means nothing here")]
    [InlineData("NotFound", "PYC4024", "404 Not Found. Create the repository there, or check ContainerRepository.")]
    [InlineData("RequestEntityTooLarge", "PYC4024", "limits the size of an upload")]
    public void UploadOfALayer(string status, string code, string says)
    {
        var failure = Read(isOci: true, Upload + status + "'.").ShouldNotBeNull();
        failure.Code.ShouldBe(code);
        failure.Message.ShouldContain("'registry.example:5000'");
        failure.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("UnsupportedMediaType", true, "PYC4022", "set ContainerImageFormat to Docker")]
    [InlineData("BadRequest", true, "PYC4022", "400 Bad Request")]
    [InlineData("UnsupportedMediaType", false, "PYC4024", "415 Unsupported Media Type")]
    [InlineData("Conflict", true, "PYC4024", "cannot be overwritten")]
    [InlineData("BadGateway", true, "PYC4023", "502 Bad Gateway")]
    public void Manifest(string status, bool isOci, string code, string says)
    {
        var failure = Read(
            isOci,
            $"Containerize: error CONTAINER004: CONTAINER1005: Registry push failed; received status code '{status}'.",
            "URI: http://registry.example:5000/v2/demo/manifests/latest",
            $"HTTP status code: {status}",
            "   at Microsoft.NET.Build.Containers.DefaultManifestOperations.PutAsync()").ShouldNotBeNull();
        failure.Code.ShouldBe(code);
        failure.Message.ShouldContain(says);
        failure.Message.ShouldNotContain(" at ");
    }

    [Theory]
    [InlineData(
        "CONTAINER1016: Unable to access the repository 'demo' in the registry 'registry.example:5000'. Please confirm "
            + "your credentials are correct and that you have access.",
        "PYC4021", "refused the push to 'demo': Unable to access the repository 'demo'")]
    [InlineData(
        "CONTAINER1008: Failed retrieving credentials for \"registry.example:5000\": no helper", "PYC4021",
        "no helper. Log in")]
    [InlineData(
        "CONTAINER1017: Unable to communicate with the registry 'registry.example:5000'.", "PYC4023",
        "Unable to communicate")]
    [InlineData("Connection refused (registry.example:5000)", "PYC4023", "Connection refused")]
    [InlineData(
        "CONTAINER1013: Failed to push to the output registry: Error while copying content to a stream.", "PYC4023",
        "failed during the push to 'demo': Error while copying content to a stream. Publish")]
    [InlineData(
        "CONTAINER1013: Failed to push to the output registry: Response status code does not indicate success: 403 ().",
        "PYC4021", "403 Forbidden")]
    public void WithoutAStatus(string error, string code, string says)
    {
        var failure = Read(isOci: true, error).ShouldNotBeNull();
        failure.Code.ShouldBe(code);
        failure.Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("CONTAINER2004: Unable to download layer with descriptor 'x' from registry 'localhost:40000'")]
    [InlineData("CONTAINER1014: Manifest pull failed. URI: http://registry.example:50001/ HTTP status code: NotFound")]
    [InlineData("CONTAINER2012: Could not recognize registry 'registry.example:5000'.")]
    [InlineData("CONTAINER1013: Failed to push to the output registry: CONTAINER2004: Unable to download layer")]
    [InlineData("CONTAINER1013: Failed to push to the output registry: Connection refused (localhost:40000)")]
    [InlineData("No space left on device")]
    public void FailureThatIsNotTheRegistrysStaysAsItIs(string error) => Read(isOci: true, error).ShouldBeNull();

    [Theory]
    [InlineData(
        "The SSL connection could not be established, see inner exception.",
        "System.Security.Authentication.AuthenticationException: The remote certificate is invalid: NotTimeValid",
        "PYC4001", "its certificate is not trusted (The remote certificate is invalid: NotTimeValid); name the")]
    [InlineData(
        "The SSL connection could not be established, see inner exception.",
        "System.IO.IOException: Received an unexpected EOF or 0 bytes from the transport stream.",
        "PYC4023", "not be established: Received an unexpected EOF or 0 bytes from the transport stream. Publish")]
    [InlineData(
        "Error while copying content to a stream.",
        "System.Net.Sockets.SocketException (104): Connection reset by peer",
        "PYC4023", "copying content to a stream: Connection reset by peer. Publish")]
    [InlineData(
        "Connection reset by peer (registry.example:5000).",
        "System.Net.Sockets.SocketException (104): Connection reset by peer",
        "PYC4023", "': Connection reset by peer (registry.example:5000). Publish")]
    public void CauseThatIsWrapped(string message, string cause, string code, string says)
    {
        var details = $"""
            Details: System.Net.Http.HttpRequestException: {message}
             ---> System.Net.Http.HttpRequestException: between
             ---> {cause}
               at System.Net.Http.HttpConnection.SendAsync()
               --- End of inner exception stack trace ---
            """;
        var error = "CONTAINER1013: Failed to push to the output registry: " + message;
        var failure = PushFailure.Read(s_target, [error], details).ShouldNotBeNull();
        failure.Code.ShouldBe(code);
        failure.Message.ShouldContain(says);
    }

    private static Core.Diagnostics.Diagnostic? Read(bool isOci, params string[] errors) =>
        PushFailure.Read(s_target with { IsOci = isOci }, errors, "");
}
