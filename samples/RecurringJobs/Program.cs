using System.Text.Json.Serialization;
using Cabinet.Application.Queue;
using Cabinet.Domain.Schedules;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Two schedules, declared in code: a job every second, and one each night. Run it again, or on more nodes of one store:
// there is still one job a tick.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("recurring-data/root.key")
        .AddJob<Beat, BeatHandler>("beat", RecurringJson.Default.Beat)
        .AddSchedule("every-second", new ScheduleTiming.Every(TimeSpan.FromSeconds(1), DateTimeOffset.UnixEpoch), new Beat("second"))
        .AddSchedule("nightly", new ScheduleTiming.Cron("0 3 * * *", "Europe/Berlin"), new Beat("night")))
    .AddSqliteStore(store => store.Path = "recurring-data/recurring.db")
    .AddWorkers()
    .AddBackgroundTasks(); // nodes with background tasks fire what is due
await builder.Build().RunAsync();

internal sealed record Beat(string Of);

internal sealed class BeatHandler(IHostApplicationLifetime host) : IJobHandler<Beat>
{
    private static int beats;

    public ValueTask<JobResult> HandleAsync(Beat job, JobContext context, CancellationToken cancellationToken)
    {
        Console.WriteLine($"A beat of the {job.Of}, made at {context.CreatedAt:HH:mm:ss}");
        if (Interlocked.Increment(ref beats) == 3)
        {
            host.StopApplication(); // three are enough to see
        }

        return ValueTask.FromResult(JobResult.Done);
    }
}

[JsonSerializable(typeof(Beat))]
internal sealed partial class RecurringJson : JsonSerializerContext;
