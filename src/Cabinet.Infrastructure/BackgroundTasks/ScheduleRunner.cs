using Cabinet.Application.Persistence;
using Cabinet.Application.Schedules;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>
/// Brings the declared schedules in line once, and fires what is due, on every node: whoever is first commits the tick.
/// </summary>
internal sealed class ScheduleRunner(
    ScheduleFiring firing,
    ScheduleDeclaring declaring,
    IEnumerable<ScheduleDefinition> declared,
    IOptions<ScheduleOptions> options,
    GuardedLogger<ScheduleRunner> log,
    TimeProvider time,
    IHostEnvironment? host = null) : BackgroundService
{
    private readonly ScheduleDefinition[] schedules = [.. declared];

    /// <inheritdoc />
    /// <remarks>A declaration that can't be is a mistake in the code: the host doesn't start.</remarks>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var owner = options.Value.Owner ?? host?.ApplicationName;
        if (!string.IsNullOrEmpty(owner))
        {
            await declaring.DeclareAsync(schedules, owner, cancellationToken);
        }
        else if (schedules.Length > 0)
        {
            throw new InvalidOperationException(
                "Schedules are declared by an application without a name. Set ScheduleOptions.Owner.");
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var pause = await LookAsync(stoppingToken);
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the process.
        }
    }

    private async Task<TimeSpan> LookAsync(CancellationToken stopping)
    {
        var interval = options.Value.LookInterval;
        try
        {
            var next = await firing.FireAsync(interval, Tell, stopping) - time.GetUtcNow();

            // Timers may come a moment early; a tick is never fired before its time.
            return next > TimeSpan.Zero ? TimeSpan.FromMilliseconds(Math.Ceiling(next.TotalMilliseconds)) : next;
        }
        catch (Exception exception) when (exception is StoreException or FormatException)
        {
            log.SchedulesFailed(exception.GetType().Name, exception.Message);
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            log.SchedulesFailed(exception.GetType().Name, "");
        }

        return interval;
    }

    private void Tell(ScheduleFired fired)
    {
        if (fired.Skipped > 0)
        {
            log.TicksSkipped(fired.Schedule.Value, fired.Skipped, fired.Jobs);
        }
        else if (fired.Jobs > 0)
        {
            log.ScheduleFired(fired.Schedule.Value, fired.Jobs);
        }
    }
}
