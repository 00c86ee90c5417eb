using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A provider that takes five calls a second, and two at once: the queue's rate holds for all nodes together.
var calls = new QueueName("calls");
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("rate-data/root.key")
        .AddJob<Call, CallHandler>("provider.call", RateJson.Default.Call, new JobOptions { Queue = calls }))
    .AddSqliteStore(store => store.Path = "rate-data/rate.db")
    .AddWorkers(workers => workers.Serve(calls));
using var host = builder.Build();
await host.StartAsync();

// What the command "cabinet queues limit calls --rate 5/1s:2" does.
await host.Services.GetRequiredService<QueueCommands>().LimitAsync(
    calls,
    new QueueLimits { Rate = new RateLimit(5, TimeSpan.FromSeconds(1), burst: 2) },
    Caller.LocalOperator,
    reason: "the provider allows no more",
    default);

var jobs = host.Services.GetRequiredService<IJobClient>();
await jobs.EnqueueManyAsync([.. Enumerable.Range(1, 12).Select(number => new Call(number))]);
await host.WaitForShutdownAsync();

internal sealed record Call(int Number);

internal sealed class CallHandler(IHostApplicationLifetime host, TimeProvider time) : IJobHandler<Call>
{
    private static int made;

    public ValueTask<JobResult> HandleAsync(Call job, JobContext context, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Call {job.Number} at {time.GetUtcNow():HH:mm:ss.fff}");
        if (Interlocked.Increment(ref made) == 12)
        {
            host.StopApplication();
        }

        return ValueTask.FromResult(JobResult.Done);
    }
}

[JsonSerializable(typeof(Call))]
internal sealed partial class RateJson : JsonSerializerContext;
