using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Jobs;

namespace Cabinet.Conformance.Nodes;

/// <summary>
/// One node that does random things. It may crash and come back as another one, be declared dead while it lives and go on
/// with what it had, or give a call up before its answer.
/// </summary>
internal sealed class ClusterNode(Cluster cluster, int seed, CancellationToken cancellationToken)
{
    private const int MostLeases = 12;

    private readonly Random random = new(seed);
    private readonly List<JobLease> leases = [];
    private readonly List<JobLease> stale = [];
    private IStoreDriver driver = null!;
    private NodeRecord self = null!;
    private long beat;

    public async Task RunAsync(int steps)
    {
        driver = await cluster.OpenAsync();
        await RegisterAsync();
        for (var step = 0; step < steps; step++)
        {
            await StepAsync(random.Next(100));
        }

        cluster.Disturb(-1);
    }

    private Task StepAsync(int choice) => choice switch
    {
        < 26 => EnqueueAsync(),
        < 52 => ClaimAsync(),
        < 78 => SettleAsync(),
        < 82 => RenewAsync(),
        < 86 => ExpireOtherAsync(),
        < 88 => RetireAsync(),
        < 90 => CrashAsync(),
        < 93 => ChangeWaitingAsync(),
        < 95 => UseStaleAsync(),
        < 98 => TickAsync(),
        _ => DisturbAsync(),
    };

    private Task<CommitResult?> EnqueueAsync()
    {
        var operations = new List<WriteOperation>();
        if (random.Next(6) == 0)
        {
            var until = cluster.Make(samples => samples.Now.AddDays(1));
            operations.Add(StoreSamples.Nonce($"nonce {random.Next(12)}", until));
        }

        for (var i = random.Next(1, 5); i > 0; i--)
        {
            operations.Add(Enqueue());
        }

        if (random.Next(8) == 0)
        {
            // Nobody ever held it: all of the write set is refused.
            operations.Add(new EndJob(new JobLease(new JobId(cluster.Make(samples => samples.NextId())), default), null));
        }

        return CommitAsync([.. operations]);
    }

    private EnqueueJob Enqueue()
    {
        var job = cluster.Make(samples => samples.Job() with
        {
            Queue = random.Next(4) == 0 ? StoreSamples.OtherQueue : StoreSamples.Queue,
            Priority = new JobPriority(3 + random.Next(3)),
            DueAt = random.Next(5) == 0 ? samples.Now.AddSeconds(random.Next(20)) : null,
            UniqueKey = random.Next(6) == 0 ? StoreSamples.Key($"unique {random.Next(4)}") : null,
        });
        cluster.Remember(job.Id);
        return new EnqueueJob(job, random.Next(2) == 0 ? UniqueConflict.Keep : UniqueConflict.Reject);
    }

    private async Task ClaimAsync()
    {
        if (leases.Count >= MostLeases)
        {
            await SettleAsync();
            return;
        }

        var request = new ClaimRequest(
            self.Id,
            random.Next(4) == 0 ? StoreSamples.OtherQueue : StoreSamples.Queue,
            1 + random.Next(4),
            cluster.Make(samples => samples.Now),
            random.Next(4) == 0);
        var began = cluster.Ledger.Next();
        using var patience = Patience();
        try
        {
            var call = driver.ClaimAsync(request, patience.Token);
            await GiveUpAsync(patience);
            var claim = await call;
            cluster.Ledger.Add(began, request.Node, claim.Jobs);
            leases.AddRange(claim.Jobs.Select(job => job.Lease));
            if (claim.NodeGone)
            {
                await RegisterAsync();
            }
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // What it claimed, if anything, comes back when the node is gone.
        }
    }

    private async Task SettleAsync()
    {
        if (leases.Count == 0)
        {
            return;
        }

        var index = random.Next(leases.Count);
        var lease = leases[index];
        var operations = cluster.Make(samples => Settle(samples, lease));
        if (random.Next(5) == 0)
        {
            operations = [.. operations, Enqueue()];
        }

        if (operations[0] is not (RecordStep or ReportProgress))
        {
            leases.RemoveAt(index);
            stale.Add(lease);
        }

        await CommitAsync(operations);
    }

    private WriteOperation[] Settle(StoreSamples samples, JobLease lease) => random.Next(12) switch
    {
        < 5 => [End(samples, lease)],
        < 7 => [new RetryJob(lease, samples.Now.AddSeconds(random.Next(8)), samples.Error())],
        < 9 => [new ReturnJob(lease, random.Next(2) == 0 ? null : samples.Now.AddSeconds(random.Next(8)))],
        9 => [new DeadLetterJob(lease, DeadLetterReason.AttemptsExhausted, samples.Error())],
        10 => [new RecordStep(lease, samples.Started($"step {samples.NextId()}"))],
        _ => [new ReportProgress(lease, random.Next(101))],
    };

    private static EndJob End(StoreSamples samples, JobLease lease) =>
        new(lease, samples.History(samples.Job() with { Id = lease.Job }));

    private Task UseStaleAsync() => stale.Count == 0
        ? Task.CompletedTask
        : CommitAsync(cluster.Make(samples => End(samples, stale[random.Next(stale.Count)])));

    private async Task ChangeWaitingAsync()
    {
        if (cluster.Job(random.Next(30)) is { } job)
        {
            var history = cluster.Make(samples => samples.History(samples.Job() with { Id = job }, JobEnd.Cancelled));
            await CommitAsync(random.Next(3) switch
            {
                0 => new CancelJob(job, history),
                1 => new DiscardDeadLetter(job, history),
                _ => new RedriveJob(job),
            });
        }
    }

    private async Task RegisterAsync()
    {
        stale.AddRange(leases);
        leases.Clear();
        do
        {
            self = cluster.Make(samples => samples.Node());
            beat = 1;
        }
        while (await CommitAsync(new RegisterNode(self)) is not CommitResult.Committed);
    }

    private async Task RenewAsync()
    {
        if (await CommitAsync(new RenewNode(self.Id, ++beat)) is CommitResult.Refused)
        {
            await RegisterAsync();
        }
    }

    // To the one that is declared dead this is a pause: it goes on with leases that it doesn't have any more.
    private async Task ExpireOtherAsync()
    {
        try
        {
            var nodes = await driver.Nodes.ListAsync(cancellationToken);
            if (nodes.Count > 0)
            {
                var other = nodes[random.Next(nodes.Count)];
                await CommitAsync(new ExpireNode(other.Id, other.Beat));
            }
        }
        catch (StoreException)
        {
            // Nothing was read.
        }
    }

    private async Task RetireAsync()
    {
        await CommitAsync(new RetireNode(self.Id));
        await RegisterAsync();
    }

    // What is under way stays so; nobody retires the node.
    private async Task CrashAsync()
    {
        if (leases.Count > 0)
        {
            cluster.Abandon(CommitAsync(cluster.Make(samples => End(samples, leases[0]))));
        }

        driver = await cluster.OpenAsync();
        await RegisterAsync();
    }

    private Task TickAsync()
    {
        cluster.Make(samples => samples.Now = samples.Now.AddSeconds(random.Next(6)));
        return Task.CompletedTask;
    }

    private Task DisturbAsync()
    {
        cluster.Disturb(random.Next(1_000));
        return Task.CompletedTask;
    }

    private async Task<CommitResult?> CommitAsync(params WriteOperation[] operations)
    {
        var began = cluster.Ledger.Next();
        using var patience = Patience();
        try
        {
            var call = driver.CommitAsync(new WriteSet(operations), patience.Token);
            await GiveUpAsync(patience);
            var result = await call;
            cluster.Ledger.Add(began, operations, result);
            return result;
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // Definite trouble promises that nothing was written, so it isn't entered.
            if (lost is not StoreException { OutcomeUnknown: false })
            {
                cluster.Ledger.Add(began, operations, result: null);
            }

            return null;
        }
    }

    private CancellationTokenSource Patience() => CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    private Task GiveUpAsync(CancellationTokenSource patience) =>
        random.Next(15) == 0 ? patience.CancelAsync() : Task.CompletedTask;

    private bool IsLoss(Exception exception) => exception is StoreException
        || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
