using PyContainers.Faults;

var families = new Dictionary<string, Action<Machine, Options, Figures>>(StringComparer.Ordinal)
{
    ["kills"] = Kills.Run,
    ["disk"] = Disk.Run,
    ["network"] = Network.Run,
    ["load"] = Load.Run,
};
Options options;
try
{
    options = Options.Parse(args, families.Keys);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

var figures = new Figures();
using var machine = new Machine();
Console.WriteLine($"seed {options.Seed}, {options.Rounds} rounds");
foreach (var family in options.Families)
    families[family](machine, options, figures);
Console.WriteLine();
Console.Write(figures.Table());
return figures.HasWrong ? 1 : 0;
