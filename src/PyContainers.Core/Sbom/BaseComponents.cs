using PyContainers.Core.Bases;

namespace PyContainers.Core.Sbom;

/// <summary>The components of a base image's packages.</summary>
public static class BaseComponents
{
    /// <summary>A component for each package.</summary>
    public static IReadOnlyList<CdxComponent> Of(BasePackages packages) =>
        [.. packages.Packages.Select(package => Component(package, packages))];

    private static CdxComponent Component(BasePackage package, BasePackages all)
    {
        var qualifiers = string.Join('&', new[]
        {
            package.Architecture.Length > 0 ? $"arch={Uri.EscapeDataString(package.Architecture)}" : "",
            all.Distribution.Length > 0
                ? $"distro={Uri.EscapeDataString($"{all.Distribution}-{all.Release}".TrimEnd('-'))}"
                : "",
        }.Where(one => one.Length > 0));
        var place = all.Distribution.Length > 0 ? Uri.EscapeDataString(all.Distribution) + "/" : "";
        var purl = $"pkg:{package.Kind}/{place}{Uri.EscapeDataString(package.Name)}"
            + $"@{Uri.EscapeDataString(package.Version)}{(qualifiers.Length > 0 ? "?" + qualifiers : "")}";
        return new CdxComponent("library", $"{SbomWriter.Base}/{purl}", package.Name)
        {
            Version = package.Version,
            Licenses = package.License is { Length: > 0 } license
                ? [new CdxLicenseChoice(new CdxLicense(license, "declared"), null, null)]
                : null,
            Purl = purl,
        };
    }
}
