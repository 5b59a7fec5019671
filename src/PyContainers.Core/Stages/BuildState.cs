using PyContainers.Core.Applications;
using PyContainers.Core.Bases;
using PyContainers.Core.Cache;
using PyContainers.Core.Common;
using PyContainers.Core.Destinations;
using PyContainers.Core.Interpreters;
using PyContainers.Core.Layers;
using PyContainers.Core.Projects;
using PyContainers.Core.Tar;
using PyContainers.Core.Uv;

namespace PyContainers.Core.Stages;

/// <summary>The files through which a stage tells the later ones, under the project's intermediate folder. This is the
/// one place that names them.</summary>
/// <param name="folder"><c>$(IntermediateOutputPath)pycontainer/</c> as a full path.</param>
public sealed class BuildState(string folder)
{
    /// <summary>The settings a user can change, one a line: an input of every stage.</summary>
    public string Settings => Path.Combine(folder, "settings.txt");

    /// <summary>The source files with digests of their content: any change changes it.</summary>
    public string Sources => Path.Combine(folder, "sources.txt");

    /// <summary>The files that the user adds, likewise.</summary>
    public string Included => Path.Combine(folder, "included.txt");

    /// <summary>The files that say what tools need, likewise.</summary>
    public string ToolFiles => Path.Combine(folder, "tool-files.txt");

    /// <summary>Digests of large files among them, so that they need not be read again.</summary>
    public static string LargeFiles(string list) => list + ".large";

    /// <summary>The uv in use.</summary>
    public StateFile<UvTool> Uv => new(Path.Combine(folder, "uv.json"), StateJson.Default.UvTool);

    /// <summary>The cache of layers that all of the user's projects share; and those of the offline kit.</summary>
    public LayerCache UserLayers()
    {
        var uv = Uv.Read();
        return new LayerCache(LayerCache.FolderIn(uv.CacheFolder), TimeProvider.System)
        {
            OfKit = uv.Kit?.Layers is { } layers ? new LayerCache(layers, TimeProvider.System) : null,
        };
    }

    /// <summary>Written when it is known which uv.</summary>
    public string UvStamp => Path.Combine(folder, "uv.stamp");

    /// <summary>What the project is.</summary>
    public StateFile<ProjectInfo> Project => new(Path.Combine(folder, "project.json"), StateJson.Default.ProjectInfo);

    /// <summary>What a script needs, as uv exports it.</summary>
    public string Requirements => Path.Combine(folder, "requirements.txt");

    /// <summary>The files that decide what the project is, as the last restore found them, with digests of their
    /// content.</summary>
    public string ProjectFiles => Path.Combine(folder, "project-files.txt");

    /// <summary>Digests of the files that configure uv: what is resolved without a lock depends on them.</summary>
    public string Configuration => Path.Combine(folder, "uv-configuration.txt");

    /// <summary>Written when the project, its lock and the interpreters are known.</summary>
    public string RestoreStamp => Path.Combine(folder, "restore.stamp");

    /// <summary>The interpreters.</summary>
    public StateFile<Interpreter> Interpreter =>
        new(Path.Combine(folder, "interpreter.json"), StateJson.Default.Interpreter);

    /// <summary>The numeric user that the image runs as, <c>uid:gid</c>.</summary>
    public string User => Path.Combine(folder, "user.txt");

    /// <summary>What the last publish made. No later stage of that build reads it, but the next build does.</summary>
    public StateFile<PublishResult> Published =>
        new(Path.Combine(folder, "published.json"), StateJson.Default.PublishResult);

    /// <summary>The folder of a command on this machine: its environment is <c>env</c> in it. No stage reads
    /// it.</summary>
    /// <param name="command"><c>run</c> or <c>test</c>.</param>
    public string OnHost(string command) => Path.Combine(folder, command);

    /// <summary>What belongs to one platform.</summary>
    public PlatformState For(string runtimeIdentifier) => new(Path.Combine(folder, runtimeIdentifier));
}

/// <summary>The files of one platform.</summary>
public sealed class PlatformState(string folder)
{
    /// <summary>The platform's folder.</summary>
    public string Folder => folder;

    /// <summary>The value of uv's <c>--python-platform</c>.</summary>
    public string PythonPlatform => Path.Combine(folder, "python-platform.txt");

    /// <summary>The base's interpreters, one a line; empty unless one of them is to be the image's.</summary>
    public string BaseInterpreters => Path.Combine(folder, "base-interpreters.txt");

    /// <summary>What the base's files tell.</summary>
    public StateFile<BaseImageFacts> BaseFacts =>
        new(Path.Combine(folder, "base-facts.json"), StateJson.Default.BaseImageFacts);

    /// <summary>The base's folders, links and names of files.</summary>
    public StateFile<BaseTree> BaseTree => new(Path.Combine(folder, "base-tree.json"), StateJson.Default.BaseTree);

    /// <summary>The base's shared libraries.</summary>
    public StateFile<BaseLibraries> BaseLibraries =>
        new(Path.Combine(folder, "base-libraries.json"), StateJson.Default.BaseLibraries);

    /// <summary>What the base's package manager has installed.</summary>
    public StateFile<BasePackages> BasePackages =>
        new(Path.Combine(folder, "base-packages.json"), StateJson.Default.BasePackages);

    /// <summary>The base's bundle of certificate authorities; empty where Python finds it by itself.</summary>
    public string CertificateBundle => Path.Combine(folder, "certificate-bundle.txt");

    /// <summary>The base image.</summary>
    public string Base => Path.Combine(folder, "base.json");

    /// <summary>Dependency layers that an earlier image has; the word "off" when none is wanted.</summary>
    public StateFile<FoundDependencies> Found =>
        new(Path.Combine(folder, "found.json"), StateJson.Default.FoundDependencies);

    /// <summary>The environment that uv fills.</summary>
    public string Environment => Path.Combine(folder, "env");

    /// <summary>Written when third-party distributions are installed.</summary>
    public string DependenciesStamp => Path.Combine(folder, "dependencies.stamp");

    /// <summary>Written when local packages are installed too.</summary>
    public string EnvironmentStamp => Path.Combine(folder, "environment.stamp");

    /// <summary>The folder of the tools' environments.</summary>
    public string Tools => Path.Combine(folder, "tools");

    /// <summary>Written when the tools are installed.</summary>
    public string ToolsStamp => Path.Combine(folder, "tools.stamp");

    /// <summary>The folder of collected static files.</summary>
    public string Static => Path.Combine(folder, "static");

    /// <summary>Written when they are collected.</summary>
    public string StaticStamp => Path.Combine(folder, "static.stamp");

    /// <summary>The written layers.</summary>
    public StateFile<WrittenLayers> Layers => new(Path.Combine(folder, "layers.json"), StateJson.Default.WrittenLayers);

    /// <summary>Reads the written layers.</summary>
    /// <exception cref="IOException">A file of a layer is gone.</exception>
    public WrittenLayers ReadLayers() => Layers.Read() is { AreThere: true } layers
        ? layers
        : throw new IOException($"A layer listed in '{Layers}' no longer exists.");

    /// <summary>How the image starts; absent when the user says it.</summary>
    public StateFile<StartCommand> Start => new(Path.Combine(folder, "start.json"), StateJson.Default.StartCommand);

    /// <summary>The manifest of the base with our layers.</summary>
    public string Manifest => Path.Combine(folder, "manifest.json");

    /// <summary>Its config.</summary>
    public string Config => Path.Combine(folder, "config.json");

    /// <summary>The hash of everything that the published image is made from.</summary>
    public string Inputs => Path.Combine(folder, "inputs.txt");

    /// <summary>The image's bill of materials, if it is wanted.</summary>
    public string Sbom => Path.Combine(folder, "sbom.cdx.json");

    /// <summary>To which image it has been attached.</summary>
    public string SbomAttached => Path.Combine(folder, "sbom-attached.txt");

    /// <summary>What the published image was made from and by what, if that is wanted.</summary>
    public string Provenance => Path.Combine(folder, "provenance.intoto.json");

    /// <summary>To which image it has been attached.</summary>
    public string ProvenanceAttached => Path.Combine(folder, "provenance-attached.txt");

    /// <summary>With which layers the fleet's cache has been filled.</summary>
    public string CacheFilled => Path.Combine(folder, "cache-filled.txt");
}
