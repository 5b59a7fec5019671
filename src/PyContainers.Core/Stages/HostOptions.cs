using PyContainers.Core.Development;
using PyContainers.Core.Projects;

namespace PyContainers.Core.Stages;

/// <summary>What the user says about an environment on this machine.</summary>
/// <param name="Package">The workspace member, or empty.</param>
/// <param name="Extras">Extras to include.</param>
/// <param name="DependencyGroups">Dependency groups to include.</param>
public sealed record HostOptions(
    string Package, IReadOnlyList<string> Extras, IReadOnlyList<string> DependencyGroups)
{
    /// <summary>The environment of a command.</summary>
    /// <param name="state">The build's state.</param>
    /// <param name="project">The project.</param>
    /// <param name="command"><c>run</c> or <c>test</c>.</param>
    internal HostRequest Request(BuildState state, ProjectInfo project, string command) =>
        new(
            project, Path.Combine(state.OnHost(command), "env"), state.Interpreter.Read().HostPath,
            Package.Length == 0 ? null : project.Name, Extras, DependencyGroups);
}
