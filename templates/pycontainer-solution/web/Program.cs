var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHttpClient("api", client =>
    // Set by the variable ApiUrl; what compose.yaml names the service.
    client.BaseAddress = new Uri(builder.Configuration["ApiUrl"] ?? "http://api:8080"));

var app = builder.Build();
app.MapGet("/healthz", () => new { status = "ok" });
app.MapGet("/{name}", async (string name, IHttpClientFactory clients) =>
{
    var answer = await clients.CreateClient("api")
        .GetFromJsonAsync<Answer>($"/greeting/{Uri.EscapeDataString(name)}");
    return answer?.Greeting;
});
app.Run();

internal sealed record Answer(string Greeting);
