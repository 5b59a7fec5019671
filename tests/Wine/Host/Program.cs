using System.Runtime.Loader;

// usage: dotnet PROGRAM.dll ARGUMENTS. Runs a managed program with the assemblies beside it.
var program = Path.GetFullPath(args[0]);
var folder = Path.GetDirectoryName(program)!;
AssemblyLoadContext.Default.Resolving += (context, name) =>
    Path.Combine(folder, name.Name + ".dll") is var file && File.Exists(file)
        ? context.LoadFromAssemblyPath(file)
        : null;
var main = AssemblyLoadContext.Default.LoadFromAssemblyPath(program).EntryPoint!;
object?[] parameters = main.GetParameters().Length == 0 ? [] : [args[1..]];
return main.Invoke(null, parameters) as int? ?? 0;
