using Cabinet.Application.Persistence;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Nodes;

/// <summary>What the nodes of one run share: the store, the time, the samples and the ledger.</summary>
internal sealed class Cluster(IStoreHarness harness) : IAsyncDisposable
{
    private readonly Lock sync = new();
    private readonly StoreSamples samples = new();
    private readonly List<IStoreDriver> drivers = [];
    private readonly List<Task> underWay = [];
    private readonly List<JobId> jobs = [];
    private readonly SemaphoreSlim opening = new(1, 1);

    public Ledger Ledger { get; } = new();

    /// <summary>A driver for one node; where a store can't have several at once, the same for all.</summary>
    public async Task<IStoreDriver> OpenAsync()
    {
        await opening.WaitAsync();
        try
        {
            if (harness is ISharedStoreHarness || drivers.Count == 0)
            {
                drivers.Add(await harness.OpenAsync());
            }

            return drivers[^1];
        }
        finally
        {
            opening.Release();
        }
    }

    public void Disturb(int choice) => (harness as ISharedStoreHarness)?.Disturb(choice);

    /// <summary>Makes something of the samples, one caller at a time.</summary>
    public T Make<T>(Func<StoreSamples, T> make)
    {
        lock (sync)
        {
            return make(samples);
        }
    }

    /// <summary>Somebody enqueued this job, or tried to.</summary>
    public void Remember(JobId job)
    {
        lock (sync)
        {
            jobs.Add(job);
        }
    }

    /// <summary>One of the jobs that anybody enqueued; the youngest for the choice 0.</summary>
    public JobId? Job(int choice)
    {
        lock (sync)
        {
            return jobs.Count == 0 ? null : jobs[jobs.Count - 1 - (choice % jobs.Count)];
        }
    }

    /// <summary>Somebody who crashed left this under way.</summary>
    public void Abandon(Task call)
    {
        lock (sync)
        {
            underWay.Add(call);
        }
    }

    /// <summary>Everything that was left under way has come to its end.</summary>
    public Task SettleAsync()
    {
        lock (sync)
        {
            return Task.WhenAll(underWay);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var driver in drivers)
        {
            await driver.DisposeAsync();
        }

        opening.Dispose();
    }
}
