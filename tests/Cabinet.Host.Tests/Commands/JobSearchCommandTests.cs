using System.Text.Json.Serialization;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Queue;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Host.Tests.Commands;

/// <summary>What the program finds among the live jobs of an application.</summary>
public sealed partial class JobSearchCommandTests : IDisposable
{
    private const int Waiting = 250;
    private static readonly QueueName Idle = new("idle");

    private readonly TempFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Data => folder.At("data");

    [Fact]
    public async Task Jobs_that_wait_for_their_next_attempt_are_found_by_what_went_wrong()
    {
        var ids = await FillAsync();

        Assert.Equal(ids, Ids(await RunAsync("jobs", "list", "--text", "TIMED out")));
        Assert.Equal(ids[..1], Ids(await RunAsync("jobs", "list", "--text", "of mail 1")));
        Assert.Equal(ids[..1], Ids(await RunAsync("jobs", "list", "--text", "timed out", "--limit", "1")));
        Assert.Equal(
            ids[1..], Ids(await RunAsync("jobs", "list", "--text", "timed out", "--limit", "1", "--after", ids[0])));
        Assert.Empty(Ids(await RunAsync("jobs", "list", "--text", "refused")));
        Assert.Empty(Ids(await RunAsync("jobs", "list", "--queue", Idle.Value, "--text", "timed out")));
    }

    [Fact]
    public async Task A_preview_counts_what_would_be_cancelled_and_changes_nothing()
    {
        await FillAsync();

        var all = (await RunAsync("jobs", "preview")).Lines;
        Assert.Equal(
            [("mail", "idle", "available", Waiting), ("mail", "default", "scheduled", 2)],
            all.Select(line => (
                line.GetProperty("type").GetString(),
                line.GetProperty("queue").GetString(),
                line.GetProperty("state").GetString(),
                line.GetProperty("count").GetInt32())));
        Assert.True(all[0].GetProperty("oldest").GetDateTimeOffset() <= all[0].GetProperty("newest").GetDateTimeOffset());
        Assert.Equal(2, Assert.Single((await RunAsync("jobs", "preview", "--state", "scheduled")).Lines)
            .GetProperty("count").GetInt32());
        Assert.Empty((await RunAsync("jobs", "preview", "--queue", "nobodys")).Lines);
        Assert.Equal(Waiting + 2, (await RunAsync("jobs", "list", "--limit", "1000")).Lines.Count);
    }

    public void Dispose() => folder.Dispose();

    private static List<string> Ids(ProgramResult result) =>
        [.. result.Lines.Select(line => line.GetProperty("id").GetString()!)];

    private async Task<ProgramResult> RunAsync(params string[] command) =>
        (await CabinetProgram.RunAsync([.. command, "--data", Data, "--json"])).Succeeded();

    // Two jobs have failed once and are tried again in an hour; others wait where nobody works.
    private async Task<List<string>> FillAsync()
    {
        Directory.CreateDirectory(Data);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSqliteStore(options => options.Path = Path.Combine(Data, "cabinet.db"));
        builder.Services.AddCabinet(cabinet => cabinet
            .UseRootKeyFile(Path.Combine(Data, "root.key"))
            .AddJob<Mail, MailHandler>("mail", MailJson.Default.Mail, new JobOptions
            {
                Retry = RetryPolicy.Constant(TimeSpan.FromHours(1), maximumAttempts: 3),
            }))
            .AddWorkers();
        using var host = builder.Build();
        await CabinetStartup.OpenCabinetAsync(host.Services, Cancellation);
        var jobs = host.Services.GetRequiredService<IJobClient>();
        await jobs.EnqueueManyAsync(
            [.. Enumerable.Range(0, Waiting).Select(_ => new Mail(0))], new EnqueueOptions { Queue = Idle }, Cancellation);
        var ids = new List<string>();
        foreach (var number in new[] { 1, 2 })
        {
            var result = await jobs.EnqueueAsync(new Mail(number), cancellationToken: Cancellation);
            ids.Add(Assert.IsType<EnqueueResult.Enqueued>(result).Id.ToString()!);
        }

        await host.StartAsync(Cancellation);
        var store = host.Services.GetRequiredService<IStore>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (!(await store.Jobs.CountAsync(Cancellation)).Any(
            count => count is { State: JobState.Scheduled, Count: 2 }))
        {
            await timer.WaitForNextTickAsync(Cancellation);
        }

        await host.StopAsync(Cancellation);
        return ids;
    }

    internal sealed record Mail(int Number);

    internal sealed class MailHandler : IJobHandler<Mail>
    {
        public ValueTask<JobResult> HandleAsync(Mail job, JobContext context, CancellationToken cancellationToken) =>
            throw new JobFailedException(FailureKind.Transient, $"The delivery of mail {job.Number} timed out.");
    }

    [JsonSerializable(typeof(Mail))]
    internal sealed partial class MailJson : JsonSerializerContext;
}
