namespace PyContainers.Core.Stages;

/// <summary>
/// A publish from top to bottom. MSBuild runs it: each line is a target of <c>PyContainers.Stages.targets</c>, and a
/// test holds the targets
/// to this table. It runs nothing itself, and it is the only place that knows the order.
/// </summary>
public static class Flow
{
    /// <summary>The stages, in their order. What is read and written are names of <see cref="BuildState"/>'s and
    /// <see cref="PlatformState"/>'s files.</summary>
    public static IReadOnlyList<Stage> Stages { get; } =
    [
        Of("_PyContainerCheckSettings", "refuse values that no later stage could mend",
            reads: "",
            writes: ""),
        Of("_PyContainerChooseDestination", "registry, engine or archive",
            reads: "",
            writes: ""),
        Of("_PyContainerReadDestination", "ask what the destination has; answered when the image is served",
            reads: "",
            writes: ""),
        Of("_PyContainerCollectInputs", "compare what users can change; drop stamps of what is no longer so",
            reads: "",
            writes: "Settings ToolFiles"),
        Of("ProvisionPyContainer", "find uv, or download the pinned version",
            reads: "Settings",
            writes: "Uv UvStamp"),
        Of("_PyContainerReadBaseImage", "manifest, C library, users and interpreters of the real base",
            reads: "Uv",
            writes: "Base BaseFacts BaseTree BaseLibraries BasePackages PythonPlatform BaseInterpreters "
                + "CertificateBundle User"),
        Of("RestorePyContainer", "inspect the project, check or create its lockfile, install interpreters",
            reads: "Settings Uv BaseInterpreters",
            writes: "Project Interpreter Requirements ProjectFiles Configuration RestoreStamp"),
        Of("_PyContainerCheckPolicy", "refuse bases, indexes and archives that the organisation does not allow",
            reads: "Project",
            writes: ""),
        Of("_PyContainerInstallTools", "an environment for each program beside the application",
            reads: "Settings ToolFiles Uv Project Interpreter Configuration PythonPlatform",
            writes: "Tools ToolsStamp"),
        Of("_PyContainerFindDependencies", "an earlier image or the fleet's cache may have these very dependencies",
            reads: "Project Interpreter PythonPlatform BaseTree",
            writes: "Found"),
        Of("_PyContainerSyncDependencies", "uv installs third-party distributions: they change with the lockfile",
            reads: "RestoreStamp ProjectFiles Uv Project Interpreter PythonPlatform Found",
            writes: "DependenciesStamp"),
        Of("_PyContainerCollectSources", "list the files that packages and application are made of, with digests",
            reads: "Project",
            writes: "Sources Included"),
        Of("_PyContainerSyncLocalPackages", "uv builds local packages: they change with their sources",
            reads: "DependenciesStamp Sources ProjectFiles Uv Project Interpreter PythonPlatform Found",
            writes: "Environment EnvironmentStamp"),
        Of("_PyContainerCheckLicenses", "refuse licences that it does not allow",
            reads: "Project Environment Tools",
            writes: ""),
        Of("_PyContainerCollectStatic", "a Django site collects its static files",
            reads: "Settings Sources Included EnvironmentStamp Environment Project",
            writes: "Static StaticStamp"
        ),
        Of(
            "CreatePyContainerLayers",
            "plan the layers, write those that the cache lacks, decide how the image starts",
            reads: "Settings Sources Included User BaseFacts BaseTree BaseLibraries "
                + "EnvironmentStamp ToolsStamp Uv Project Interpreter "
                + "BaseInterpreters Base "
                + "Environment Tools Static Found",
            writes: "Layers Start"
        ),
        Of(
            "_PyContainerComposeImage",
            "manifest and config of the base with the layers, and the hash of what they are made from",
            reads: "Base Layers Start Found Project CertificateBundle",
            writes: "Manifest Config Inputs"),
        Of("_PyContainerWriteSbom", "list what is in the image, if that is wanted",
            reads: "Base BasePackages Layers Inputs Project Interpreter Uv",
            writes: "Sbom"),
        Of("_PyContainerServeImage", "hand the image to PublishContainer as its base, unless the destination has it",
            reads: "Base Layers Found Manifest Config Inputs",
            writes: ""),
        // It also reads what an earlier build has written, Published.
        Of("_PyContainerRecallImage", "say of an image that is there already what its publish said",
            reads: "Inputs",
            writes: ""),
        Of("_PyContainerCheckPush", "ask the registry whether it has what was pushed",
            reads: "",
            writes: ""),
        Of("_PyContainerWriteProvenance", "say what the image was made from and by what, if a builder is known",
            reads: "Uv Project Interpreter Base Sbom",
            writes: "Provenance"),
        Of("_PyContainerAttachDocuments", "attach both to the image in the registry",
            reads: "Sbom Provenance",
            writes: "SbomAttached ProvenanceAttached"),
        Of("_PyContainerFillCache", "give the fleet's cache the layers that it lacks, if that is wanted",
            reads: "Base Layers Found",
            writes: "CacheFilled"),
        Of("_PyContainerReport", "one line about what was published and where",
            reads: "",
            writes: "Published"),
    ];

    private static Stage Of(string target, string does, string reads, string writes) =>
        new(
            target,
            does,
            reads.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            writes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );
}
