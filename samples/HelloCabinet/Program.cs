using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = Host.CreateApplicationBuilder(args);
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("hello-data/root.key")
        .AddJob<Greet, GreetHandler>("greet", HelloJson.Default.Greet))
    .AddSqliteStore(store => store.Path = "hello-data/hello.db")
    .AddWorkers();
using var host = builder.Build();
await host.StartAsync();

var jobs = host.Services.GetRequiredService<IJobClient>();
await jobs.EnqueueAsync(new Greet("world")); // durable and encrypted when this returns
await host.WaitForShutdownAsync();

internal sealed record Greet(string Name);

internal sealed class GreetHandler(IHostApplicationLifetime host) : IJobHandler<Greet>
{
    public ValueTask<JobResult> HandleAsync(Greet job, JobContext context, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Hello, {job.Name}! (attempt {context.Attempt})");
        host.StopApplication();
        return ValueTask.FromResult(JobResult.Done);
    }
}

[JsonSerializable(typeof(Greet))]
internal sealed partial class HelloJson : JsonSerializerContext;
