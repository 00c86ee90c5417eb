using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>
/// Where write sets wait for what somebody's open transaction holds (a unique key, a nonce, the end of the audit), so
/// that no lane waits with them.
/// </summary>
/// <remarks>
/// One at a time is tried alone, each for a short while, and then it is the next one's turn. A connection is taken for a
/// try only. What comes for something that is waited for already joins the queue at once.
/// </remarks>
internal sealed class WaitingRoom(
    CommitRunner runner,
    LaneConnection connection,
    TimeSpan patience,
    TimeProvider time,
    Action<long> weightReturned,
    CancellationToken stopping) : IAsyncDisposable
{
    private readonly Lock sync = new();
    private readonly Queue<Guest> guests = new();
    private readonly Dictionary<string, int> wanted = new(StringComparer.Ordinal);
    private Task running = Task.CompletedTask;
    private bool isRunning;
    private volatile bool isClosed;

    /// <summary>Whether a write set wants what others wait for here already.</summary>
    public bool Concerns(PendingCommit work)
    {
        lock (sync)
        {
            return wanted.Count > 0 && WantedBy(work).Any(wanted.ContainsKey);
        }
    }

    /// <summary>Takes a write set in: its caller is told by the room, and its weight is given back by it.</summary>
    public void Add(PendingCommit work)
    {
        lock (sync)
        {
            foreach (var what in WantedBy(work))
            {
                wanted[what] = wanted.GetValueOrDefault(what) + 1;
            }

            guests.Enqueue(new Guest(work, time.GetTimestamp()));
            if (!isRunning)
            {
                isRunning = true;
                running = Task.Run(RunAsync, CancellationToken.None);
            }
        }
    }

    /// <summary>Tells whoever still waits that nothing was written.</summary>
    public async ValueTask DisposeAsync()
    {
        isClosed = true;
        Task last;
        lock (sync)
        {
            last = running;
        }

        await last;
        await connection.DisposeAsync();
    }

    // Never throws.
    private async Task RunAsync()
    {
        while (Next() is { } guest)
        {
            if (await TryAsync(guest))
            {
                Leave(guest.Work);
            }
            else
            {
                lock (sync)
                {
                    guests.Enqueue(guest);
                }
            }

            await connection.LendAsync();
        }
    }

    private Guest? Next()
    {
        lock (sync)
        {
            isRunning = guests.TryDequeue(out var guest);
            return guest;
        }
    }

    // Whether it needn't be tried again.
    private async Task<bool> TryAsync(Guest guest)
    {
        var work = guest.Work;
        try
        {
            if (work.IsCancelled)
            {
                work.Cancel();
            }
            else if (isClosed)
            {
                work.Fail(Closed(null));
            }
            else if (await runner.RunAloneAsync(work, stopping) is { } blocked)
            {
                if (time.GetElapsedTime(guest.Since) < patience)
                {
                    return false;
                }

                work.Fail(blocked.Exception);
            }
        }
        catch (Exception exception)
        {
            // A bug, or the end of the store; the connection may be in the middle of something.
            await connection.BreakAsync();
            work.Fail(exception is OperationCanceledException ? Closed(exception) : exception);
        }

        return true;
    }

    private void Leave(PendingCommit work)
    {
        lock (sync)
        {
            foreach (var what in WantedBy(work))
            {
                if (--wanted[what] == 0)
                {
                    wanted.Remove(what);
                }
            }
        }

        weightReturned(work.Weight);
    }

    private static IEnumerable<string> WantedBy(PendingCommit work) => work.WriteSet.Operations
        .Select(static operation => operation switch
        {
            EnqueueJob { Job.UniqueKey: { } key } => "job " + key,
            InsertTask { Task.IdempotencyKey: { } key } => "task " + key,
            ConsumeNonce { Nonce: var nonce } => "nonce " + nonce,
            _ => null,
        })
        .OfType<string>();

    private static StoreException Closed(Exception? cause) => new(
        StoreFault.Closed, "The store was closed while this was on its way. Nothing of it was written.", cause);

    /// <summary>A write set, and since when it waits.</summary>
    private sealed record Guest(PendingCommit Work, long Since);
}
