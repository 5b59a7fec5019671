using System.Diagnostics;

var app = WebApplication.Create(args);
app.MapGet("/healthz", () => new { status = "ok" });
// The environment comes first on PATH: its console scripts are commands.
app.MapGet(
    "/forecast/{values}",
    async (string values) =>
    {
        var start = new ProcessStartInfo("forecast", values.Split(',')) { RedirectStandardOutput = true };
        using var forecast = Process.Start(start)!;
        var next = await forecast.StandardOutput.ReadToEndAsync();
        await forecast.WaitForExitAsync();
        return forecast.ExitCode == 0
            ? Results.Ok(new { next = double.Parse(next, System.Globalization.CultureInfo.InvariantCulture) })
            : Results.BadRequest();
    }
);
app.Run();
