using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FakeUv;

/// <summary>Fills an environment with tiny distributions: those of the lock, then the project itself. A fake wheel
/// holds its project's folder.</summary>
internal static class Sync
{
    public static int Run(FakeProject project, string[] args)
    {
        var environment =
            Environment.GetEnvironmentVariable("UV_PROJECT_ENVIRONMENT")
            ?? throw new UvException("UV_PROJECT_ENVIRONMENT is not set");
        if (args.Contains("--dry-run"))
            return Plan(project);
        var site = SitePackages(environment);
        if (Directory.Exists(site))
            Directory.Delete(site, recursive: true);
        Directory.CreateDirectory(site);
        File.WriteAllText(Path.Combine(environment, "pyvenv.cfg"), "home = /nowhere\n");

        foreach (var (name, version) in LockFile.Packages(project))
            if (Wheel.Find(name, version, args) is { } wheel)
                wheel.Install(site);
            else
                Install(
                    site,
                    name,
                    version,
                    [],
                    [($"{Module(name)}/__init__.py", Encoding.UTF8.GetBytes($"__version__ = '{version}'\n"))]
                );
        return args.Any(arg => arg.StartsWith("--no-install-package=", StringComparison.Ordinal)) || !project.IsPackage
            ? 0
            : throw new UvException("the fake only installs what is not local");
    }

    private static int Plan(FakeProject project)
    {
        var names = LockFile.Packages(project).Select(package => package.Name)
            .Concat(LockFile.Members(project))
            .Concat(project.IsPackage ? [project.Name] : Array.Empty<string>());
        var changes = names.Select(name => "{\"name\":\"" + name + "\",\"action\":\"installed\"}");
        Console.Out.WriteLine("{\"sync\":{\"changes\":[" + string.Join(',', changes) + "]}}");
        return 0;
    }

    public static int BuildWheel(FakeProject project, string output)
    {
        Directory.CreateDirectory(output);
        File.WriteAllText(
            Path.Combine(output, $"{Module(project.Name)}-{project.Version}-py3-none-any.whl"),
            project.Folder
        );
        return 0;
    }

    public static int InstallWheels(IEnumerable<string> wheels, string environment)
    {
        foreach (var project in wheels.Select(wheel => FakeProject.Read(File.ReadAllText(wheel))))
            Install(SitePackages(environment), project.Name, project.Version, project.Scripts, Sources(project));
        return 0;
    }

    // As uv does it: the layout of the system that it runs on.
    private static string SitePackages(string environment) =>
        OperatingSystem.IsWindows()
            ? Path.Combine(environment, "Lib", "site-packages")
            : Path.Combine(environment, "lib", "python3.13", "site-packages");

    private static List<(string Path, byte[] Content)> Sources(FakeProject project)
    {
        var root = Path.Combine(project.Folder, "src");
        return [.. Directory.EnumerateFiles(root, "*.py", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllBytes(file)))];
    }

    private static void Install(
        string site,
        string name,
        string version,
        IReadOnlyList<string> scripts,
        List<(string Path, byte[] Content)> files
    )
    {
        var info = $"{Module(name)}-{version}.dist-info";
        if (Directory.Exists(Path.Combine(site, info)))
            foreach (var line in File.ReadAllLines(Path.Combine(site, info, "RECORD")))
                File.Delete(Path.Combine(site, line.Split(',')[0]));

        files.Add(($"{info}/METADATA", Text($"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n")));
        files.Add(($"{info}/WHEEL", Text("Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")));
        if (scripts.Count > 0)
            files.Add(($"{info}/entry_points.txt", Text("[console_scripts]\n" + string.Join('\n', scripts) + "\n")));
        var record = new StringBuilder();
        foreach (var (path, content) in files)
        {
            var target = Path.Combine(site, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, content);
            record.Append(CultureInfo.InvariantCulture, $"{path},sha256={Hash(content)},{content.Length}\n");
        }

        record.Append(CultureInfo.InvariantCulture, $"{info}/RECORD,,\n");
        File.WriteAllText(Path.Combine(site, info, "RECORD"), record.ToString());
    }

    private static string Module(string name) => name.Replace('-', '_');

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    internal static string Hash(byte[] content) =>
        Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
