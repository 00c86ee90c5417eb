using Cabinet.Application.Security;

namespace Cabinet.Host.Commands.Keys;

/// <summary>Repeats a step until the nodes that it waits for have confirmed.</summary>
internal static class KeyWaiting
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Repeats it, at most for five minutes.</summary>
    public static async ValueTask<KeyResult> RepeatAsync(
        Func<ValueTask<KeyResult>> step, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (true)
        {
            var result = await step();
            if (result is not KeyResult.Waiting || time.GetElapsedTime(started) > Patience)
            {
                return result;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
