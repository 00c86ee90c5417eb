using System.Text;
using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Audit;
using Cabinet.Bench.Queue;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Bench.Security;

/// <summary>What security costs a store on disk: nonces, audit, and sealing within the queue.</summary>
internal static class StoreFigures
{
    private const int Callers = 8;
    private const int Commits = 20_000;
    private const int Batch = 500;

    private static readonly QueueBenchmarks Sealed = new(new FolderStore(CabinetQueue.OpenOnSqliteAsync));

    private static readonly QueueBenchmarks Unsealed = new(new FolderStore((folder, kept, workers, cancellation) =>
        CabinetQueue.OpenOnSqliteAsync(folder, kept, workers, LeaveUnsealed, cancellation)));

    public static IEnumerable<Benchmark> All =>
    [
        new("nonce-commits-8", "commits/s", "enqueue-8", (folder, cancellation) =>
            CommitAsync(folder, MakeNonce, cancellation))
        {
            MeasureLimitAsync = Of(Sealed, "enqueue-8"),
        },
        new("audit-commits-8", "commits/s", "enqueue-8", (folder, cancellation) =>
            CommitAsync(folder, MakeAudit, cancellation))
        {
            MeasureLimitAsync = Of(Sealed, "enqueue-8"),
        },
        new("audit-sequence", "rows/s", null, SequenceAsync),
        new("audit-prove", "proofs/s", null, ProveAsync),
        Beside("enqueue-8"),
        Beside("drain-summary"),
    ];

    private static Benchmark Beside(string figure) =>
        new($"{figure}-sealed", "jobs/s", $"{figure}-unsealed", Of(Sealed, figure))
        {
            MeasureLimitAsync = Of(Unsealed, figure),
        };

    private static Func<string, CancellationToken, Task<double>> Of(QueueBenchmarks queue, string figure) =>
        queue.All.Single(benchmark => benchmark.Figure == figure).MeasureAsync;

    private static void LeaveUnsealed(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IContentProtector, UnsealedForMeasuringOnly>());

    private static async Task<double> CommitAsync(
        string folder, Func<IIdGenerator, WriteOperation> make, CancellationToken cancellation)
    {
        await using var services = await OpenAsync(folder, cancellation);
        var store = services.GetRequiredService<IStore>();
        var ids = services.GetRequiredService<IIdGenerator>();
        await CommitAsync(store, () => new WriteSet(make(ids)), Commits / 10, cancellation);
        var started = TimeProvider.System.GetTimestamp();
        await CommitAsync(store, () => new WriteSet(make(ids)), Commits, cancellation);
        return Commits / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Rows a second that are put into the tree, from a backlog.</summary>
    private static async Task<double> SequenceAsync(string folder, CancellationToken cancellation)
    {
        await using var services = await OpenAsync(folder, cancellation);
        await FillLogAsync(services, cancellation);
        var started = TimeProvider.System.GetTimestamp();
        var rows = await SequenceAllAsync(services, cancellation);
        return rows / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Inclusion proofs a second, made and checked one after the other, over a log of 20,000 entries.</summary>
    private static async Task<double> ProveAsync(string folder, CancellationToken cancellation)
    {
        await using var services = await OpenAsync(folder, cancellation);
        await FillLogAsync(services, cancellation);
        await SequenceAllAsync(services, cancellation);
        var log = services.GetRequiredService<IStore>().Audit;
        var prover = services.GetRequiredService<IAuditProver>();
        var started = TimeProvider.System.GetTimestamp();
        var proofs = 0;
        for (var first = 0L; first < Commits; first += Commits / 20)
        {
            foreach (var entry in await log.ListAsync(first, 100, cancellation))
            {
                var proof = await prover.ProveEntryAsync(log, entry.Id, cancellation) as AuditProofResult.Proven
                    ?? throw new InvalidOperationException("An entry couldn't be proven.");
                if (prover.Check(Encoding.UTF8.GetBytes(proof.Proof.Text), null, []).Problem is { } problem)
                {
                    throw new InvalidOperationException(problem);
                }

                proofs++;
            }
        }

        return proofs / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task FillLogAsync(ServiceProvider services, CancellationToken cancellation)
    {
        var ids = services.GetRequiredService<IIdGenerator>();
        await CommitAsync(
            services.GetRequiredService<IStore>(),
            () => new WriteSet([.. Enumerable.Range(0, Batch).Select(_ => MakeAudit(ids))]),
            Commits / Batch,
            cancellation);
    }

    private static async Task<int> SequenceAllAsync(ServiceProvider services, CancellationToken cancellation)
    {
        var sequencer = services.GetRequiredService<IAuditSequencer>();
        var rows = 0;
        while (await sequencer.SequenceAsync(1_000, cancellation) is > 0 and var sequenced)
        {
            rows += sequenced;
        }

        return rows;
    }

    private static WriteOperation MakeNonce(IIdGenerator ids) =>
        new ConsumeNonce("measured", ids.Next().ToString(), TimeProvider.System.GetUtcNow().AddMinutes(10));

    private static AppendAudit MakeAudit(IIdGenerator ids) => new(new AuditEvent
    {
        Id = ids.Next(),
        At = TimeProvider.System.GetUtcNow(),
        Action = AuditActions.DeadLetterRedriven,
        Actor = "measured",
        Subject = "a job",
        Reason = "to measure it",
    });

    private static Task CommitAsync(IStore store, Func<WriteSet> make, int commits, CancellationToken cancellation)
    {
        var taken = 0;
        return Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(
            async () =>
            {
                while (Interlocked.Increment(ref taken) <= commits)
                {
                    if (await store.CommitAsync(make(), cancellation) is not CommitResult.Committed)
                    {
                        throw new InvalidOperationException("A commit was refused.");
                    }
                }
            },
            cancellation)));
    }

    private static async Task<ServiceProvider> OpenAsync(string folder, CancellationToken cancellation)
    {
        var services = new ServiceCollection();
        services.AddCabinet(cabinet => cabinet.UseRootKeyFile(Path.Combine(folder, "root.key")))
            .AddSqliteStore(store => store.Path = Path.Combine(folder, "cabinet.db"));
        var provider = services.BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(provider, cancellation);
        return provider;
    }
}
