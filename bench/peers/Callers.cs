namespace Cabinet.Peers;

/// <summary>Calls that are repeated by several callers at a time.</summary>
internal static class Callers
{
    /// <summary>Repeats a call so many times.</summary>
    public static Task RepeatAsync(int callers, int calls, Func<Task> call)
    {
        var taken = 0;
        return EachAsync(callers, () => Interlocked.Increment(ref taken) <= calls, call);
    }

    /// <summary>Repeats a call for as long as a condition holds, which is asked before each.</summary>
    public static Task EachAsync(int callers, Func<bool> goesOn, Func<Task> call) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            while (goesOn())
            {
                await call();
            }
        })));
}
