using PyContainers.Core.Diagnostics;

namespace PyContainers.Core.Tests;

/// <summary>What a call that has to fail tells the user.</summary>
internal static class Failure
{
    public static Diagnostic Of(Action call) => Should.Throw<PyContainersException>(call).Diagnostic;

    public static Diagnostic Of(Func<object?> call) =>
        Should
            .Throw<PyContainersException>(() =>
            {
                call();
            })
            .Diagnostic;

    public static async Task<Diagnostic> OfAsync(Func<Task> call) =>
        (await Should.ThrowAsync<PyContainersException>(call)).Diagnostic;
}
