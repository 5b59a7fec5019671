namespace PyContainers.Core.Common;

/// <summary>
/// Work that a publish can do without, most of it questions through a client that is internal to the .NET SDK: whatever
/// that throws, or reflection where it has changed, is a reason to go on without, and no failure.
/// </summary>
public static class BestEffort
{
    /// <summary>Does it.</summary>
    /// <param name="work">The work.</param>
    /// <param name="otherwise">What it comes to after it has thrown this.</param>
    /// <param name="cancellation">Ends the build: that is no failure of the work.</param>
    /// <exception cref="OperationCanceledException">The build was ended.</exception>
    public static async Task<T> DoAsync<T>(
        Func<Task<T>> work, Func<Exception, T> otherwise, CancellationToken cancellation)
    {
        try
        {
            return await work();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // nobody can list them
        catch (Exception e)
#pragma warning restore CA1031
        {
            return otherwise(e);
        }
    }

    /// <inheritdoc cref="DoAsync"/>
    public static T Do<T>(Func<T> work, Func<Exception, T> otherwise, CancellationToken cancellation) =>
        DoAsync(() => Task.FromResult(work()), otherwise, cancellation).GetAwaiter().GetResult();

    /// <summary>What is at the bottom of a failure, for people: one line.</summary>
    /// <param name="failure">What was thrown.</param>
    public static string Reason(Exception failure) => HttpReason.OneLine(failure.GetBaseException().Message);
}
