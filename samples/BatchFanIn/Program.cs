using System.Globalization;
using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Fan-out and fan-in: one job for each chapter, and one that runs when all of them have ended.
var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Services
    .AddCabinet(cabinet => cabinet
        .UseRootKeyFile("fan-in-data/root.key")
        .AddJob<CountWords, CountWordsHandler>("words.count", FanInJson.Default.CountWords)
        .AddJob<SumUp, SumUpHandler>("words.sum", FanInJson.Default.SumUp))
    .AddSqliteStore(store => store.Path = "fan-in-data/fan-in.db")
    .AddWorkers();
using var host = builder.Build();
await host.StartAsync();

string[] chapters = ["the gulls are back", "rain again, and wind", "a ship came in", "nobody saw it leave"];
var batches = host.Services.GetRequiredService<IBatchClient>();
var batch = await batches.CreateAsync(new BatchOptions { Name = "words", Completion = new SumUp("words") });
await batches.AddAsync(batch, chapters.Select((text, number) => new CountWords("words", number, text)).ToList());
await batches.CloseAsync(batch); // no more will come: it ends with its last job
await host.WaitForShutdownAsync();

internal sealed record CountWords(string Folder, int Chapter, string Text);

internal sealed class CountWordsHandler : IJobHandler<CountWords>
{
    public async ValueTask<JobResult> HandleAsync(CountWords job, JobContext context, CancellationToken cancellationToken)
    {
        // Written again with the same result when the job has to run twice.
        Directory.CreateDirectory(job.Folder);
        var words = job.Text.Split(' ').Length;
        await File.WriteAllTextAsync(
            Path.Combine(job.Folder, $"{job.Chapter}.txt"), words.ToString(CultureInfo.InvariantCulture), cancellationToken);
        Console.WriteLine($"Chapter {job.Chapter} has {words} words");
        return JobResult.Done;
    }
}

internal sealed record SumUp(string Folder);

internal sealed class SumUpHandler(IHostApplicationLifetime host) : IJobHandler<SumUp>
{
    public ValueTask<JobResult> HandleAsync(SumUp job, JobContext context, CancellationToken cancellationToken)
    {
        var counts = Directory.GetFiles(job.Folder, "*.txt")
            .Select(file => int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture))
            .ToList();
        Console.WriteLine($"{counts.Count} chapters have {counts.Sum()} words");
        host.StopApplication();
        return ValueTask.FromResult(JobResult.Done);
    }
}

[JsonSerializable(typeof(CountWords))]
[JsonSerializable(typeof(SumUp))]
internal sealed partial class FanInJson : JsonSerializerContext;
