using Internet;

// usage: Internet prepare KIT CONTENT [WHEEL…]   makes what the hosts have, from an offline kit
//        Internet serve CONTENT STATE            until its input ends; run.sh does it inside a namespace
//        Internet summary STATE                  requests and bytes by host
switch (args)
{
    case ["prepare", var kit, var content, .. var wheels]:
        Content.Prepare(kit, content, wheels);
        return 0;
    case ["serve", var content, var state]:
        await World.ServeAsync(content, state);
        return 0;
    case ["summary", var state]:
        Console.WriteLine(RequestLog.Summary(state));
        return 0;
    default:
        await Console.Error.WriteLineAsync(
            "usage: Internet prepare KIT CONTENT [WHEEL…] | serve CONTENT STATE | summary STATE");
        return 2;
}
