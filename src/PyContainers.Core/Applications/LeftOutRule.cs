using System.IO.Enumeration;
using PyContainers.Core.Common;

namespace PyContainers.Core.Applications;

/// <summary>
/// What of an application's folder stays out of the image, unless <c>PyContainerInclude</c> names it. The one place of
/// the rule; the package's README shows it as a table, and a test holds the two together. Names are patterns: <c>*</c>
/// is any text, a <c>/</c> at the end means folders only, and case does not count, save for <c>ENV/</c>.
/// </summary>
public static class LeftOutRule
{
    /// <summary>The signature of a <c>CACHEDIR.TAG</c>: the "Cache Directory Tagging Specification".</summary>
    private const string CacheSignature = "Signature: 8a477f597d28d172789f06886806bc55";

    // "env" alone is a name that packages have: there the content decides.
    private const string UpperCaseEnvironment = "ENV";

    // Where "dotnet test" writes, unless it is a package of that name.
    private const string TestResults = "TestResults";

    // What NuGet writes to before it moves it over one of its files: it stays in obj when a build is killed.
    private const string NuGetsTemporary = "????????-????-????-????-????????????.tmp";

    /// <summary>The patterns of each group that goes by name.</summary>
    public static IReadOnlyDictionary<LeftOutGroup, IReadOnlyList<string>> Names { get; } =
        new Dictionary<LeftOutGroup, IReadOnlyList<string>>
        {
            [LeftOutGroup.VersionControl] =
            [
                ".git", ".gitignore", ".gitattributes", ".gitmodules", ".git-blame-ignore-revs", ".mailmap", ".hg",
                ".hgignore", ".hgtags", ".svn", ".bzr", ".jj/", "CVS/", "_darcs/", ".fossil",
            ],
            [LeftOutGroup.EnvironmentsAndCaches] =
            [
                ".venv", "venv/", UpperCaseEnvironment + "/", "env.bak/", "venv.bak/", ".virtualenv/", ".conda/",
                ".pixi/", "__pypackages__/", ".direnv/", "node_modules/", ".cache", ".uv-cache/", ".uv_cache/",
                "__pycache__/", ".mypy_cache/", ".dmypy.json", ".pytest_cache/", ".ruff_cache/", ".pyre/", ".pytype/",
                ".tox/", ".nox/", ".hypothesis/", ".ipynb_checkpoints/", ".eggs/", "*.egg-info", ".ropeproject/",
                ".npm/", ".parcel-cache/", ".sass-cache/", ".nyc_output/", ".benchmarks/", "htmlcov/", ".coverage",
                ".coverage.*", ".pdm-build/", ".pdm-python", "*.pyc", "*.pyo", ".DS_Store", "Thumbs.db",
                "desktop.ini", "ehthumbs.db", "$RECYCLE.BIN/", "._*", ".AppleDouble/", ".Spotlight-V100/", ".Trashes",
                ".fseventsd", "*.swp", "*~",
            ],
            [LeftOutGroup.BuildOutput] =
            [
                "project.assets.json", "project.nuget.cache", "*.nuget.g.props", "*.nuget.g.targets",
                "*.nuget.dgspec.json", NuGetsTemporary, "*.binlog",
            ],
            [LeftOutGroup.Development] =
            [
                ".idea/", ".vscode/", ".vs/", ".fleet/", ".zed/", ".cursor/", ".claude/", ".aider*", ".settings/",
                ".history/", ".devcontainer", ".devcontainer.json", ".editorconfig", "*.code-workspace", ".project",
                ".pydevproject", "*.sublime-project", "*.sublime-workspace", "*.user", "*.suo", ".github/",
                ".gitlab/", ".gitlab-ci*.y*ml", ".circleci/", ".azuredevops/", "azure-pipelines*.y*ml", ".buildkite/",
                ".woodpecker*", ".drone.y*ml", ".travis.y*ml", "appveyor.y*ml", ".appveyor.y*ml", "Jenkinsfile*",
                "bitbucket-pipelines.y*ml", "launchSettings.json", "dotnet-tools.json", "*.runsettings", "*.trx",
                "*.DotSettings", "*.pubxml", ".globalconfig", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml",
                ".readthedocs.y*ml", ".codecov.yml", "codecov.yml", "renovate.json", "Dockerfile", "Dockerfile.*",
                "*.Dockerfile", "Containerfile", "Containerfile.*", "*.Containerfile", ".dockerignore",
                "*.dockerignore", ".containerignore", "compose.y*ml", "compose.*.y*ml", "compose-*.y*ml",
                "docker-compose*.y*ml", "podman-compose*.y*ml", "docker-bake.*",
            ],
            [LeftOutGroup.ProjectFiles] =
            [
                "pyproject.toml", "uv.lock", "uv.toml", ".python-version", ".python-versions", "*.pyproj", "*.csproj",
                "*.fsproj", "*.vbproj", "*.esproj", "*.dcproj", "*.proj", "*.sln", "*.slnx", "*.slnf",
                "Directory.Build.*", "Directory.Packages.*", "Directory.Solution.*", "MSBuild.rsp", "global.json",
                "packages.lock.json", "packages.*.lock.json", "packages.config",
            ],
            [LeftOutGroup.Credentials] =
            [
                ".env", ".env.*", ".env-*", ".env_*", "*.env", ".envrc", ".aws", ".azure", ".gcloud", ".oci/",
                ".ssh", ".gnupg", ".kube", "kubeconfig", "*.kubeconfig", ".docker/", ".dockercfg",
                ".dockerconfigjson", ".netrc", "_netrc", ".pypirc", ".npmrc", ".yarnrc.yml", "pip.conf", "pip.ini",
                ".condarc", "NuGet.Config", ".git-credentials", ".pgpass", ".my.cnf", ".mylogin.cnf", ".htpasswd",
                ".s3cfg", ".boto", ".passwd-s3fs", ".databrickscfg", "rclone.conf", ".vault-token", ".vault_pass*",
                ".password-store/", ".terraform/", ".terraformrc", "terraform.rc", "*.tfstate", "*.tfstate.*",
                "*.tfvars", "*.tfvars.json", "id_rsa", "id_dsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519",
                "id_ed25519_sk", "*.key", "*.p12", "*.pfx", "*.jks", "*.keystore", "*.ppk", "*.kdbx", "*.ovpn",
                "*service-account*.json", "*service_account*.json", "*serviceaccount*.json", "credentials.json",
                "client_secret*.json", "application_default_credentials.json", "*firebase-adminsdk*.json",
                "*accessKeys.csv", "local.settings.json", "secrets.json", "secrets.toml", "secrets.yaml",
                "secrets.yml", ".secrets*", ".*_history",
            ],
        };

    /// <summary>What a group is called in the log and in the README.</summary>
    public static string NameOf(LeftOutGroup group) =>
        group switch
        {
            LeftOutGroup.VersionControl => "version control",
            LeftOutGroup.EnvironmentsAndCaches => "environments and caches",
            LeftOutGroup.BuildOutput => "MSBuild's output",
            LeftOutGroup.Development => "editors, build servers, containers",
            LeftOutGroup.ProjectFiles => "project files",
            LeftOutGroup.Credentials => "credentials by name",
            LeftOutGroup.PrivateKeys => "private keys by content",
            LeftOutGroup.SpecialFiles => "pipes, sockets, devices",
            LeftOutGroup.Excluded => "PyContainerExclude",
            _ => ".dockerignore",
        };

    /// <summary>The group of a file, folder or link that stays out; null for what comes along.</summary>
    /// <remarks>Python code comes along whatever it is called: without it the application does not start.</remarks>
    /// <param name="info">What lies in the application's folder.</param>
    /// <param name="readFiles">Whether private keys are looked for in files.</param>
    public static LeftOutGroup? Of(FileSystemInfo info, bool readFiles = true)
    {
        if (info is FileInfo file && SpecialFile.KindOf(file) is not null)
            return LeftOutGroup.SpecialFiles;
        var isLink = info.LinkTarget is not null;
        if (ByName(info.Name, mayBeFolder: isLink || info is DirectoryInfo) is { } group && !IsPython(info))
            return group;
        if (info is DirectoryInfo folder)
            return OfFolder(folder) ?? (IsTestResults(folder) ? LeftOutGroup.BuildOutput : null);
        return isLink || IsPython(info) ? null
            : IsCoreDump(info.Name) ? LeftOutGroup.EnvironmentsAndCaches
            : readFiles && PrivateKey.IsIn((FileInfo)info) ? LeftOutGroup.PrivateKeys
            : null;
    }

    /// <summary>The group of something that no package is built from either: it is made by a build, moves with every
    /// commit, or describes the project to others than its build backend.</summary>
    /// <param name="info">What lies in the package's folder.</param>
    /// <param name="isTop">Whether it lies there, and not in a folder below.</param>
    public static LeftOutGroup? OfBuild(FileSystemInfo info, bool isTop) =>
        info is DirectoryInfo folder && OfFolder(folder) is { } byContent ? byContent
        // A backend that meets a socket fails with its name; one that meets a pipe waits for ever.
        : info is FileInfo file && SpecialFile.KindOf(file) == SpecialFile.Socket ? LeftOutGroup.SpecialFiles
        : ByName(info.Name, info is DirectoryInfo) is { } group
            && (group is LeftOutGroup.BuildOutput
                || (isTop && group is LeftOutGroup.ProjectFiles)
                || s_neverBuilt.Contains(info.Name))
            ? group
        : null;

    private static readonly HashSet<string> s_neverBuilt = new(StringComparer.Ordinal)
    {
        ".git", ".hg", ".svn", ".venv", "venv", "__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".tox",
        ".nox",
    };

    private sealed record Pattern(LeftOutGroup Group, string Name, bool IsFolder);

    // Most patterns are plain names: one look-up for all of them.
    private static readonly List<Pattern> s_patterns =
    [
        .. Names.SelectMany(group => group.Value.Select(name =>
            new Pattern(group.Key, name.TrimEnd('/'), IsFolder: name.EndsWith('/')))),
    ];

    private static readonly Dictionary<string, Pattern> s_plain = s_patterns
        .Where(pattern => !IsWild(pattern.Name))
        .ToDictionary(pattern => pattern.Name, StringComparer.OrdinalIgnoreCase);

    private static readonly List<Pattern> s_wild =
    [
        .. s_patterns.Where(pattern => IsWild(pattern.Name)),
    ];

    private static bool IsWild(string name) => name.AsSpan().ContainsAny('*', '?');

    private static LeftOutGroup? ByName(string name, bool mayBeFolder)
    {
        var found =
            s_plain.GetValueOrDefault(name)
            ?? s_wild.Find(pattern => FileSystemName.MatchesSimpleExpression(pattern.Name, name, ignoreCase: true));
        return found is null
            || (found.IsFolder && !mayBeFolder)
            || (found.Name == UpperCaseEnvironment && name != UpperCaseEnvironment)
            ? null
            : found.Group;
    }

    private static LeftOutGroup? OfFolder(DirectoryInfo folder)
    {
        // Through a link too: an environment that lies elsewhere is one.
        if (
            File.Exists(Path.Combine(folder.FullName, "pyvenv.cfg"))
            || Directory.Exists(Path.Combine(folder.FullName, "conda-meta"))
            || IsCache(Path.Combine(folder.FullName, "CACHEDIR.TAG"))
        )
            return LeftOutGroup.EnvironmentsAndCaches;
        return IsBuildOutput(folder) ? LeftOutGroup.BuildOutput : null;
    }

    private static bool IsCache(string tag)
    {
        if (!File.Exists(tag) || SpecialFile.KindOf(new FileInfo(tag)) is not null)
            return false;
        using var reader = new StreamReader(tag);
        return reader.ReadLine()?.StartsWith(CacheSignature, StringComparison.Ordinal) == true;
    }

    // Of any project below: the folders are MSBuild's where NuGet has written beside them. In an artifacts folder,
    // whatever it is called, each project has one of its name in bin, obj and publish.
    private static bool IsBuildOutput(DirectoryInfo folder) =>
        (folder is { Name: "Debug" or "Release", Parent: { Name: "bin" or "obj", Parent: { } project } }
            && HasAssets(project.FullName, "obj"))
        || (folder.Parent is { Name: "bin" or "obj" or "publish", Parent: { } artifacts }
            && HasAssets(artifacts.FullName, "obj", folder.Name));

    private static bool IsTestResults(DirectoryInfo folder) =>
        folder.Name == TestResults && !folder.EnumerateFiles("*.py").Any();

    private static bool HasAssets(params string[] folder) =>
        File.Exists(Path.Combine([.. folder, "project.assets.json"]));

    private static bool IsPython(FileSystemInfo info) =>
        info is FileInfo && info.Extension is ".py" or ".pyi" && !info.Name.StartsWith("._", StringComparison.Ordinal);

    private static bool IsCoreDump(string name) =>
        name.StartsWith("core.", StringComparison.Ordinal)
        && name.Length > 5
        && name.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0;
}
