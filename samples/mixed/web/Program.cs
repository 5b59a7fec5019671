using System.Diagnostics;
using System.Globalization;
using Python.Runtime;

// The image says where Python is, and so does "dotnet run".
PythonEngine.Initialize();
PythonEngine.BeginAllowThreads();

var app = WebApplication.Create(args);
app.MapGet("/healthz", () => new { status = "ok" });

// In this process.
app.MapGet(
    "/forecast/{values}",
    (string values) =>
    {
        double[] numbers = [.. values.Split(',').Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        using (Py.GIL())
        {
            dynamic forecast = Py.Import("forecast");
            return new { next = (double)forecast.next_value(numbers) };
        }
    }
);

// In a process of its own. The environment comes first on PATH: its console scripts are commands.
app.MapGet(
    "/forecast/{values}/command",
    async (string values) =>
    {
        var start = new ProcessStartInfo("forecast", values.Split(',')) { RedirectStandardOutput = true };
        using var forecast = Process.Start(start)!;
        var next = await forecast.StandardOutput.ReadToEndAsync();
        await forecast.WaitForExitAsync();
        return forecast.ExitCode == 0
            ? Results.Ok(new { next = double.Parse(next, CultureInfo.InvariantCulture) })
            : Results.BadRequest();
    }
);
app.Run();
