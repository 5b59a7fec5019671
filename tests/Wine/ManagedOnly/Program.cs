using System.Reflection.PortableExecutable;
using Mono.Cecil;

// usage: ManagedOnly FROM TO. What has native code for this system is written anew without it, all else is copied.
var (from, to) = (Path.GetFullPath(args[0]), Path.GetFullPath(args[1]));
string[] unused = ["FSharp", "DotnetTools", "TestHostNetFramework", "net472"]; // no Python project comes near them
var rewritten = 0;
foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
{
    var path = Path.GetRelativePath(from, file);
    if (path.Split('/').Intersect(unused, StringComparer.Ordinal).Any())
        continue;
    var target = Path.Combine(to, path);
    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
    if (!HasNativeCode(file))
    {
        File.Copy(file, target, overwrite: true);
        continue;
    }

    using var resolver = ResolverFor(file);
    using var module = ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = resolver });
    module.Attributes = ModuleAttributes.ILOnly;
    module.Architecture = TargetArchitecture.I386; // with ILOnly this means any processor
    module.Write(target);
    rewritten++;
}

Console.WriteLine($"{rewritten} assemblies written without native code");

static bool HasNativeCode(string file)
{
    if (!file.EndsWith(".dll", StringComparison.Ordinal))
        return false;
    using var reader = new PEReader(File.OpenRead(file));
    return reader.HasMetadata && reader.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
}

DefaultAssemblyResolver ResolverFor(string file)
{
    var resolver = new DefaultAssemblyResolver();
    foreach (var folder in resolver.GetSearchDirectories())
        resolver.RemoveSearchDirectory(folder);
    string[] folders =
    [
        Path.GetDirectoryName(file)!,
        from,
        Path.Combine(from, "Roslyn", "bincore"),
        Path.GetDirectoryName(typeof(object).Assembly.Location)!,
    ];
    foreach (var folder in folders)
        resolver.AddSearchDirectory(folder);
    return resolver;
}
