using System.Globalization;
using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance;

/// <summary>
/// All that a store shows through its readers, as a value that two stores, or a store and a model, compare by.
/// </summary>
/// <remarks>
/// The text has one line for each record, in the order of the readers, and holds contents in hexadecimal.
/// </remarks>
internal sealed class StoreView
{
    private readonly StringBuilder text = new();

    /// <inheritdoc />
    public override string ToString() => text.ToString();

    /// <summary>Reads everything, page by page.</summary>
    public static async ValueTask<StoreView> ReadAsync(IStoreDriver driver, CancellationToken cancellationToken)
    {
        var view = new StoreView();
        await view.ReadJobsAsync(driver.Jobs, cancellationToken);
        await view.ReadDeadLettersAsync(driver, cancellationToken);
        await view.ReadHistoryAsync(driver.History, cancellationToken);
        foreach (var rule in await driver.History.ListRetentionAsync(cancellationToken))
        {
            view.Line(rule.ToString());
        }

        await view.ReadTasksAsync(driver.Tasks, cancellationToken);
        view.Add(await driver.Queues.ListAsync(cancellationToken));
        view.Add(await driver.Nodes.ListAsync(cancellationToken));
        view.Add(await driver.Nodes.ListBackgroundResultsAsync(cancellationToken));
        view.Add(await driver.Keys.ListAsync(cancellationToken));
        view.AddRing(await driver.Keys.ReadRevisionAsync(cancellationToken));
        await view.ReadAuditAsync(driver.Audit, cancellationToken);
        await view.ReadDataKeysAsync(driver.DataKeys, cancellationToken);
        await view.ReadBatchesAsync(driver.Batches, cancellationToken);
        await view.ReadSchedulesAsync(driver.Schedules, cancellationToken);
        await view.ReadBulkAsync(driver.Bulk, cancellationToken);
        await view.ReadClientsAsync(driver.Clients, cancellationToken);
        return view;
    }

    public void Add(JobRecord job, IEnumerable<StepRecord> journal, IEnumerable<JobErrorRecord> errors)
    {
        Line($"job {job.Id} {job.Type} {job.Queue} {job.Priority} {job.State} attempt {job.Attempt} epoch {job.Epoch} "
            + $"{Time(job.CreatedAt)} due {Time(job.DueAt)} node {job.Node} claimed {Time(job.ClaimedAt)} "
            + $"deaths {job.DeathsAlone} progress {job.Progress} cancel {job.CancelRequested} {job.Partition} {job.Task}");
        Add(journal, errors);
    }

    public void Add(
        DeadLetterRecord job, Content payload, IEnumerable<StepRecord> journal, IEnumerable<JobErrorRecord> errors)
    {
        Line($"dead letter {job.Id} {job.Type} {job.Queue} {job.Reason} attempts {job.Attempts} {Time(job.CreatedAt)} "
            + $"dead {Time(job.DeadAt)} {job.Partition} {job.Task} {Hex(payload)}");
        Add([], [job.Error]);
        Add(journal, errors);
    }

    public void Add(HistoryRecord job) =>
        Line($"history {job.Id} {job.Type} {job.Queue} {job.End} attempts {job.Attempts} {Time(job.CreatedAt)} started "
            + $"{Time(job.StartedAt)} ended {Time(job.EndedAt)} {job.Task} {Hex(job.Payload)} {Hex(job.Result)}");

    public void Add(TaskRecord task) =>
        Line($"task {task.Id} {task.Pipeline} {task.Status} version {task.Version} {Hex(task.State)} "
            + $"{Time(task.CreatedAt)} ended {Time(task.EndedAt)} {Hex(task.Label)} {task.IdempotencyKey} "
            + task.TraceParent);

    public void Add(IEnumerable<QueueSettings> queues)
    {
        foreach (var queue in queues)
        {
            Line((queue with { Types = [] }).ToString());
            foreach (var type in queue.Types)
            {
                Line($"{queue.Queue} {type}");
            }
        }
    }

    public void Add(IEnumerable<NodeRecord> nodes)
    {
        foreach (var node in nodes)
        {
            Line($"node {node.Id} {node.Name} {node.Lease} beat {node.Beat} {Time(node.StartedAt)} "
                + $"ring {node.RingRevision}");
        }
    }

    public void Add(IEnumerable<BackgroundResult> results)
    {
        foreach (var result in results)
        {
            Line($"background {result.Name} {Time(result.At)} {result.Succeeded} {result.Affected} {result.Duration} "
                + result.Message);
        }
    }

    public void Add(IEnumerable<KeyVersionRecord> keys)
    {
        foreach (var key in keys)
        {
            Line($"key {key.KeyId} {key.Version} {key.Purpose} {key.State} {key.Profile} "
                + $"{Convert.ToHexString(key.WrappedKey.Span)} {Convert.ToHexString(key.CheckValue.Span)} "
                + $"{Time(key.CreatedAt)} tenant '{key.Tenant}' revision {key.Revision} uses {key.UsesReserved} "
                + $"fenced {key.IsFenced} active {Time(key.ActivatedAt)} retired {Time(key.RetiredAt)}");
        }
    }

    // What was never touched shows nothing, so that an empty store does.
    public void AddRing(long revision)
    {
        if (revision != 0)
        {
            Line($"ring {revision}");
        }
    }

    public void Add(AuditHead head, IReadOnlyList<AuditCheckpoint> checkpoints)
    {
        if (head is { TreeSize: 0, Waiting: 0 } && checkpoints.Count == 0)
        {
            return;
        }

        Line($"audit {head.TreeSize} waiting {head.Waiting}");
        foreach (var checkpoint in checkpoints)
        {
            Line($"  checkpoint {checkpoint.TreeSize} {Time(checkpoint.At)} {checkpoint.Note}");
        }
    }

    public void Add(AuditEntryRecord entry) =>
        Line($"  audit {entry.Id} index {entry.Index} {Convert.ToHexString(entry.Entry.Span)}");

    public void Add(DataKeyRecord key) =>
        Line($"data key {key.Id} {key.Subject} '{key.Tenant}' {key.Profile} {Hex(key.Wrapped)} {Time(key.CreatedAt)} "
            + $"shredded {Time(key.ShreddedAt)}");

    public void Add(BatchRecord batch)
    {
        var progress = batch.Progress;
        Line($"batch {batch.Id} {batch.Name} {Time(batch.CreatedAt)} {progress.Counts} closed {Time(progress.ClosedAt)} "
            + $"cancelled {Time(progress.CancelledAt)} failed {Time(progress.FailedAt)} ended {Time(progress.EndedAt)}");
    }

    public void Add(ScheduleRecord schedule) =>
        Line($"{schedule} {schedule.Misfire} {schedule.Type} {schedule.Queue} {schedule.Priority} paused "
            + $"{schedule.IsPaused} owner '{schedule.Owner}' {Hex(schedule.Payload)} {Time(schedule.CreatedAt)} next "
            + $"{Time(schedule.NextAt)} last {Time(schedule.LastAt)}");

    private void Add(IEnumerable<StepRecord> journal, IEnumerable<JobErrorRecord> errors)
    {
        foreach (var step in journal)
        {
            Line($"  step {step.Name} {step.Effect} {step.IsCompleted} {Time(step.At)} {Hex(step.Result)}");
        }

        foreach (var error in errors)
        {
            Line($"  error {error.Attempt} {error.Kind} {Time(error.At)} {Hex(error.Message)}");
        }
    }

    private async ValueTask ReadJobsAsync(IJobReader jobs, CancellationToken cancellationToken)
    {
        await foreach (var job in PagesAsync(
            page => jobs.ListAsync(JobFilter.All, page, cancellationToken), job => job.Id.Value))
        {
            Add(job, await jobs.ReadJournalAsync(job.Id, cancellationToken),
                await jobs.ReadErrorsAsync(job.Id, cancellationToken));
        }
    }

    private async ValueTask ReadDeadLettersAsync(IStoreDriver driver, CancellationToken cancellationToken)
    {
        await foreach (var job in PagesAsync(
            page => driver.DeadLetters.ListAsync(DeadLetterFilter.All, page, cancellationToken), job => job.Id.Value))
        {
            Add(job, await driver.DeadLetters.ReadPayloadAsync(job.Id, cancellationToken),
                await driver.Jobs.ReadJournalAsync(job.Id, cancellationToken),
                await driver.Jobs.ReadErrorsAsync(job.Id, cancellationToken));
        }
    }

    private async ValueTask ReadHistoryAsync(IHistoryReader history, CancellationToken cancellationToken)
    {
        await foreach (var job in PagesAsync(
            page => history.ListAsync(HistoryFilter.All, page, cancellationToken), job => job.Id.Value))
        {
            Add((await history.FindAsync(job.Id, cancellationToken))!);
        }
    }

    private async ValueTask ReadBatchesAsync(IBatchReader batches, CancellationToken cancellationToken)
    {
        await foreach (var batch in PagesAsync(
            page => batches.ListAsync(BatchFilter.All, page, cancellationToken), batch => batch.Id.Value))
        {
            Add(batch);
        }
    }

    private async ValueTask ReadTasksAsync(ITaskReader tasks, CancellationToken cancellationToken)
    {
        await foreach (var task in PagesAsync(
            page => tasks.ListAsync(TaskFilter.All, page, cancellationToken), task => task.Id.Value))
        {
            Add(task);
        }
    }

    private async ValueTask ReadAuditAsync(IAuditReader audit, CancellationToken cancellationToken)
    {
        Add(await audit.ReadHeadAsync(cancellationToken),
            await audit.ListCheckpointsAsync(IAuditReader.MaximumLimit, cancellationToken));
        long last = 0;
        IReadOnlyList<AuditEntryRecord> entries;
        do
        {
            entries = await audit.ListAfterAsync(last, IAuditReader.MaximumLimit, cancellationToken);
            foreach (var entry in entries)
            {
                Add(entry);
                last = entry.Number;
            }
        }
        while (entries.Count > 0);
    }

    private async ValueTask ReadDataKeysAsync(IDataKeyReader keys, CancellationToken cancellationToken)
    {
        await foreach (var key in PagesAsync(page => keys.ListAsync(page, cancellationToken), key => key.Id))
        {
            Add(key);
        }
    }

    private async ValueTask ReadBulkAsync(IBulkReader actions, CancellationToken cancellationToken)
    {
        await foreach (var bulk in PagesAsync(page => actions.ListAsync(page, cancellationToken), bulk => bulk.Id))
        {
            Line($"{bulk} created {Time(bulk.CreatedAt)} ended {Time(bulk.EndedAt)}");
        }
    }

    private async ValueTask ReadClientsAsync(IApiClientReader clients, CancellationToken cancellationToken)
    {
        foreach (var client in await clients.ListAsync("", Page.MaximumLimit, cancellationToken))
        {
            Line($"{client}");
        }
    }

    private async ValueTask ReadSchedulesAsync(IScheduleReader schedules, CancellationToken cancellationToken)
    {
        await foreach (var schedule in PagesAsync(
            page => schedules.ListAsync(page, cancellationToken), schedule => schedule.Id))
        {
            Add(schedule);
        }
    }

    private static async IAsyncEnumerable<T> PagesAsync<T>(
        Func<Page, ValueTask<IReadOnlyList<T>>> read, Func<T, Guid> id)
    {
        var page = Page.First;
        while (true)
        {
            var records = await read(page);
            foreach (var record in records)
            {
                yield return record;
            }

            if (records.Count < page.Limit)
            {
                yield break;
            }

            page = page with { After = id(records[^1]) };
        }
    }

    private void Line(string line) => text.Append(line).Append('\n');

    private static string Time(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture) ?? "-";

    private static string Hex(Content content) => content.IsNone ? "-" : Convert.ToHexString(content.Sealed.Span);
}
