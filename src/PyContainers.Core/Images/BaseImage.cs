namespace PyContainers.Core.Images;

/// <summary>One platform of a base image, as read from a registry or an OCI layout.</summary>
/// <param name="Manifest">The manifest's JSON.</param>
/// <param name="Configuration">The config's JSON.</param>
/// <param name="Digest">Digest of the platform's manifest; empty when the source did not tell.</param>
public sealed record BaseImage(string Manifest, string Configuration, string Digest);
