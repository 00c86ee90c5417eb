using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Each account's bookings run one after the other, also when one has to be tried again; accounts don't wait for each other.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("ordered-data/root.key")
        .AddJob<Book, BookHandler>(
            "account.book",
            OrderedJson.Default.Book,
            new JobOptions { Retry = new RetryPolicy(5, TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)) }))
    .AddSqliteStore(store => store.Path = "ordered-data/ordered.db")
    .AddWorkers();
using var host = builder.Build();
await host.StartAsync();

// What the command "cabinet queues limit default --ordered yes" does.
await host.Services.GetRequiredService<QueueCommands>().LimitAsync(
    JobOptions.DefaultQueue, new QueueLimits { IsOrdered = true }, Caller.LocalOperator, reason: null, default);

var jobs = host.Services.GetRequiredService<IJobClient>();
foreach (var (account, amount) in ((string, int)[])[("anna", 10), ("anna", -3), ("ben", 5), ("anna", 20), ("ben", 1)])
{
    await jobs.EnqueueAsync(
        new Book(account, amount), new EnqueueOptions { Partition = new PartitionKey(account) });
}

await host.WaitForShutdownAsync();

internal sealed record Book(string Account, int Amount);

internal sealed class BookHandler(IHostApplicationLifetime host) : IJobHandler<Book>
{
    private static int booked;

    public ValueTask<JobResult> HandleAsync(Book job, JobContext context, CancellationToken cancellationToken)
    {
        if (job.Amount < 0 && context.Attempt == 1)
        {
            Console.WriteLine($"{job.Account}: {job.Amount} has to wait for the bank");
            throw new JobFailedException(FailureKind.Integration, "The bank doesn't answer.");
        }

        Console.WriteLine($"{job.Account}: {job.Amount} booked");
        if (Interlocked.Increment(ref booked) == 5)
        {
            host.StopApplication();
        }

        return ValueTask.FromResult(JobResult.Done);
    }
}

[JsonSerializable(typeof(Book))]
internal sealed partial class OrderedJson : JsonSerializerContext;
