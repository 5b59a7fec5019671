using System.Xml.Linq;
using PyContainers.Core.Common;

namespace PyContainers.Core.Kits;

/// <summary>What makes a NuGet package of a kit: props that name the kit in it, and a description.</summary>
/// <param name="Id">The package's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Kit">The kit's folder, as a full path.</param>
public sealed record KitPackage(string Id, string Version, string Kit)
{
    private const string Props =
        """
        <Project>
          <PropertyGroup Condition="'$(PyContainerOfflineKit)' == ''">
            <PyContainerOfflineKit>$(MSBuildThisFileDirectory)../kit</PyContainerOfflineKit>
          </PropertyGroup>
        </Project>

        """;

    /// <summary>Writes both.</summary>
    /// <param name="folder">Where to, as a full path.</param>
    /// <returns>Full path of the description, for <c>NuspecFile</c>.</returns>
    public string Write(string folder)
    {
        var props = Path.Combine(folder, Id + ".props");
        AtomicFile.WriteIfDifferent(props, Props);
        var description = new XElement(
            "package",
            new XElement(
                "metadata",
                new XElement("id", Id),
                new XElement("version", Version),
                new XElement("authors", Id),
                new XElement("description", "An offline kit for PyContainers: uv, interpreters, wheels, base image.")),
            new XElement("files", File(Path.Combine(Kit, "*"), "kit"), File(props, "build")));
        var file = Path.Combine(folder, "kit.nuspec");
        AtomicFile.WriteIfDifferent(file, $"{description}\n");
        return file;
    }

    private static XElement File(string source, string target) =>
        new("file", new XAttribute("src", source), new XAttribute("target", target));
}
