using System.Diagnostics.CodeAnalysis;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// The slots of one queue and the jobs that wait for them. A slot is taken by a runner: a loop that runs one job after
/// another until none waits, and hands each outcome on without waiting for its commit.
/// </summary>
/// <remarks>
/// Slots outlive sessions: a handler that ignores the cancellation of a lost lease still occupies its slot in the next
/// session, so there are never more handlers at once than slots. At most so many outcomes wait for their commit; beyond
/// that no job is started. A runner keeps no thread for itself: it yields after some runs, because commits and claims
/// need the pool as well.
/// </remarks>
internal sealed class JobSlots
{
    private const int RunsPerTurn = 32;

    private readonly Lock sync = new();
    private readonly WaitingJobs waiting = new();
    private readonly SlotTable slots;
    private readonly ClaimPacer pacer;
    private readonly JobRunner runner;
    private readonly OutcomeSettler settler;
    private readonly int unsettledLimit;
    private readonly TimeProvider time;
    private readonly AsyncSignal room;
    private NodeSession? session;
    private int unsettled;
    private bool isStalled;
    private bool roomWanted;

    /// <summary>Makes the slots of one queue.</summary>
    /// <param name="options">How many slots.</param>
    /// <param name="limits">How many jobs and outcomes may wait.</param>
    /// <param name="runner">Runs one job.</param>
    /// <param name="settler">Commits outcomes.</param>
    /// <param name="room">Set when there is room for jobs again after <see cref="Want"/> said there was none.</param>
    /// <param name="time">Measures runs.</param>
    public JobSlots(
        QueueOptions options,
        WorkerOptions limits,
        JobRunner runner,
        OutcomeSettler settler,
        AsyncSignal room,
        TimeProvider time)
    {
        slots = new SlotTable(options.Concurrency);
        pacer = new ClaimPacer(options.Concurrency, limits.PrefetchLimit, time);
        unsettledLimit = limits.UnsettledLimit;
        this.runner = runner;
        this.settler = settler;
        this.room = room;
        this.time = time;
    }

    /// <summary>How full it is at this moment.</summary>
    public SlotUse Use
    {
        get
        {
            lock (sync)
            {
                return new SlotUse(slots.TakenCount, waiting.Count, PendingOutcomes);
            }
        }
    }

    // Every job counts from its start until its outcome is settled; those that run have no outcome yet.
    private int PendingOutcomes => unsettled - slots.TakenCount;

    /// <summary>Takes jobs of this session from now on.</summary>
    public void Open(NodeSession opened)
    {
        lock (sync)
        {
            session = opened;
            _ = waiting.TakeAll();
        }
    }

    /// <summary>Takes and starts no further job.</summary>
    public void Close()
    {
        lock (sync)
        {
            session = null;
        }
    }

    /// <summary>Takes out the jobs that wait in closed slots; the caller gives them back.</summary>
    public IReadOnlyList<ClaimedJob> TakeUnstarted()
    {
        lock (sync)
        {
            return waiting.TakeAll();
        }
    }

    /// <summary>
    /// How many more jobs to claim now; when it is 0, the room signal follows as soon as it isn't any more.
    /// </summary>
    public int Want()
    {
        lock (sync)
        {
            var want = CountRoom(pacer.Target(time.GetTimestamp()));
            roomWanted = want == 0;
            return want;
        }
    }

    /// <summary>Takes claimed jobs in and starts as many as there are free slots.</summary>
    /// <returns>False when the slots were closed meanwhile: the jobs were not taken.</returns>
    public bool Offer(NodeSession claimer, IReadOnlyList<ClaimedJob> jobs)
    {
        int starting;
        lock (sync)
        {
            if (session != claimer)
            {
                return false;
            }

            waiting.Add(jobs);
            pacer.IsSharing = waiting.HasPartitions;
            starting = CountStarts();
        }

        StartRunners(starting);
        return true;
    }

    /// <summary>
    /// Runs a suspect, the only job of the whole node, and waits until its outcome is settled or lost.
    /// </summary>
    /// <returns>False when every slot is taken by handlers that ignore their cancellation: it was not run.</returns>
    public async Task<bool> RunAloneAsync(NodeSession claimer, ClaimedJob suspect)
    {
        var run = new JobRun(claimer, suspect, time.GetTimestamp());
        int slot;
        lock (sync)
        {
            if (!slots.TryTake(out slot))
            {
                return false;
            }

            slots[slot] = run;
            unsettled++;
        }

        var outcome = await runner.RunAsync(run);
        lock (sync)
        {
            slots.Free(slot);
        }

        await settler.SettleAsync(run, outcome, this);
        return true;
    }

    /// <summary>Cancels one job, if it runs here.</summary>
    public bool Cancel(JobId job, CancellationCause cause)
    {
        JobRun? found;
        lock (sync)
        {
            found = slots.Find(job);
        }

        found?.Cancel(cause);
        return found is not null;
    }

    /// <summary>Cancels every job that runs here under a session.</summary>
    public void CancelAll(NodeSession claimer, CancellationCause cause)
    {
        JobRun[] found;
        lock (sync)
        {
            found = slots.Of(claimer);
        }

        foreach (var run in found)
        {
            run.Cancel(cause);
        }
    }

    /// <summary>An outcome was committed or lost: there is room for another.</summary>
    public void Settled()
    {
        var starting = 0;
        lock (sync)
        {
            unsettled--;
            if (isStalled)
            {
                // Runners left when the limit was reached; the first outcome below it brings them back.
                starting = CountStarts();
            }

            SignalRoom();
        }

        StartRunners(starting);
    }

    private int CountStarts()
    {
        isStalled = PendingOutcomes >= unsettledLimit;
        return isStalled ? 0 : Math.Min(waiting.Count, slots.FreeCount);
    }

    private void StartRunners(int number)
    {
        for (; number > 0; number--)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static slots => _ = slots.OccupyAsync(), this, preferLocal: false);
        }
    }

    private async Task OccupyAsync()
    {
        if (!TryOccupy(out var slot))
        {
            return;
        }

        for (var runs = 1; TryTake(slot, out var run); runs++)
        {
            var outcome = await runner.RunAsync(run);
            settler.Begin(run, outcome, this);
            if (runs % RunsPerTurn == 0)
            {
                await Task.Yield();
            }
        }
    }

    private bool TryOccupy(out int slot)
    {
        lock (sync)
        {
            return slots.TryTake(out slot);
        }
    }

    /// <summary>Takes the next job into an occupied slot, or frees the slot.</summary>
    private bool TryTake(int slot, [NotNullWhen(true)] out JobRun? run)
    {
        var now = time.GetTimestamp();
        lock (sync)
        {
            if (slots[slot] is { } previous)
            {
                pacer.Finished(previous.StartedAt, previous.EndedAt);
            }

            run = null;
            isStalled = PendingOutcomes >= unsettledLimit;
            if (session is not null && !isStalled && waiting.TryTake(out var job))
            {
                run = new JobRun(session, job, now);
                slots[slot] = run;
                unsettled++;
            }
            else
            {
                slots.Free(slot);
            }

            SignalRoom();
        }

        return run is not null;
    }

    private int CountRoom(int target)
    {
        if (session is null || PendingOutcomes >= unsettledLimit)
        {
            return 0;
        }

        // A claim is worth its round trip when a slot is about to stand empty or half of the stock is gone.
        var ceiling = slots.FreeCount + target;
        return waiting.Count <= slots.FreeCount + (target / 2) ? ceiling - waiting.Count : 0;
    }

    private void SignalRoom()
    {
        if (roomWanted && CountRoom(pacer.LastTarget) > 0)
        {
            roomWanted = false;
            room.Set();
        }
    }
}
