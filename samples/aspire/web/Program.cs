var builder = WebApplication.CreateBuilder(args);
// The reference to the Python service arrives as a variable, services__pricing__http__0.
builder.Services.AddHttpClient(
    "pricing", client => client.BaseAddress = new Uri(builder.Configuration["services:pricing:http:0"]!));

var app = builder.Build();
app.MapGet(
    "/price/{net}",
    (decimal net, IHttpClientFactory clients) => clients.CreateClient("pricing").GetStringAsync($"/price/{net}"));
app.Run();
