using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Kits;

/// <summary>Compares every part of a kit with what its <c>kit.json</c> says.</summary>
/// <param name="folder">The kit's folder.</param>
public sealed class KitVerification(string folder)
{
    /// <summary>Compares them.</summary>
    /// <param name="log">Gets a line when all is well.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>PYC1030 for each damaged part.</returns>
    /// <exception cref="PyContainersException">PYC1007.</exception>
    public IReadOnlyList<Diagnostic> Run(ILog log, CancellationToken cancellation)
    {
        var kit = KitFile.Read(folder);
        if (kit.Parts is not { Count: > 0 } parts)
            throw OfflineKit.Invalid(folder, $"its {KitFile.Name} lists no parts that could be verified");
        var damaged = new List<Diagnostic>();
        foreach (var (name, part) in parts)
        {
            cancellation.ThrowIfCancellationRequested();
            if (part.Fault(Path.Combine(folder, name)) is { } fault)
                damaged.Add(KitErrors.Damaged(folder, name, fault).Diagnostic);
        }

        if (damaged.Count == 0)
            log.Notice($"'{folder}': all {parts.Count} parts are what {KitFile.Name} says");
        return damaged;
    }
}
