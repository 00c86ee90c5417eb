// Many nodes on one PostgreSQL server. Start "work" as often as you like, on any machine that has the same root key, and
// "produce 10000 monday" once, or again after it was killed: the same key enqueues only what is missing.
using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Postgres;
using Cabinet.Infrastructure.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder();
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("many-data/root.key")
        .AddJob<Greet, GreetHandler>("greet", ManyNodesJson.Default.Greet))
    .AddPostgresStore(PostgresAddress.Parse(
        Environment.GetEnvironmentVariable("CABINET_STORE") ?? "postgres://localhost/postgres").ApplyTo);

if (args is ["produce", var count, var key])
{
    using var producer = builder.Build();
    await producer.StartAsync();
    var guests = Enumerable.Range(1, int.Parse(count)).Select(number => new Greet(number)).ToAsyncEnumerable();
    var result = await producer.Services.GetRequiredService<IJobClient>().EnqueueManyAsync(guests, key);
    Console.WriteLine($"{result.Accepted} accepted, {result.AcceptedBefore} accepted before");
    await producer.StopAsync();
    return result.Cause is null ? 0 : 1; // run it again with the same key
}

builder.Services.AddWorkers();
await builder.Build().RunAsync();
return 0;

internal sealed record Greet(int Guest);

internal sealed class GreetHandler : IJobHandler<Greet>
{
    public ValueTask<JobResult> HandleAsync(Greet job, JobContext context, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Hello, guest {job.Guest}! ({Environment.ProcessId})");
        return ValueTask.FromResult(JobResult.Done);
    }
}

[JsonSerializable(typeof(Greet))]
internal sealed partial class ManyNodesJson : JsonSerializerContext;
