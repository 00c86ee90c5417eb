using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>The journal of one job: a committed step never runs again (guarantee 4).</summary>
/// <remarks>
/// A step that is committed gives its recorded result at every later run. One that was in flight at a crash runs again
/// with the same idempotency key, unless it is <see cref="StepEffect.Unsafe"/>: its start was committed first, and a start
/// without a result fails the job with <see cref="FailureKind.UnknownOutcome"/>. Steps of one job run one after another.
/// </remarks>
public sealed class StepJournal
{
    private readonly IStore store;
    private readonly ClaimedJob job;
    private readonly JobControl control;
    private readonly TimeProvider time;
    private Dictionary<string, StepRecord>? known;
    private int running;

    internal StepJournal(IStore store, ClaimedJob job, JobControl control, TimeProvider time)
    {
        this.store = store;
        this.job = job;
        this.control = control;
        this.time = time;
    }

    /// <summary>Runs a step, or gives the result that an earlier run committed.</summary>
    /// <param name="name">Unique within the job; see <see cref="NameRules"/>. The same work must keep the same name.</param>
    /// <param name="effect">What running it twice would do.</param>
    /// <param name="body">The work; for a keyed step it hands the idempotency key to the other side.</param>
    /// <param name="json">How the result is written and read; at most 1 MiB as JSON.</param>
    /// <param name="cancellationToken">The token that the handler was given.</param>
    /// <exception cref="LeaseLostException">Another run may have begun; stop.</exception>
    /// <exception cref="JobFailedException">An unsafe step was started before and its result isn't known.</exception>
    /// <exception cref="InvalidOperationException">
    /// Another step of this job is running, or the name stands for a step with another effect.
    /// </exception>
    public async ValueTask<TResult> RunAsync<TResult>(
        string name,
        StepEffect effect,
        Func<StepCall, CancellationToken, ValueTask<TResult>> body,
        JsonTypeInfo<TResult> json,
        CancellationToken cancellationToken)
    {
        NameRules.Require(name, "step name");
        if (Interlocked.Exchange(ref running, 1) != 0)
        {
            throw new InvalidOperationException(
                $"Step '{name}' was started while another step of the same job runs. Await one before the next.");
        }

        try
        {
            var recorded = await FindAsync(name, effect, cancellationToken);
            return recorded is { IsCompleted: true }
                ? Read(recorded, json)
                : await ExecuteAsync(name, effect, body, json, recorded is not null, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async ValueTask<StepRecord?> FindAsync(string name, StepEffect effect, CancellationToken cancellationToken)
    {
        known ??= await LoadAsync(cancellationToken);
        var recorded = known.GetValueOrDefault(name);
        if (recorded is not null && recorded.Effect != effect)
        {
            throw new InvalidOperationException(
                $"Step '{name}' is in the journal as {recorded.Effect} and was now called as {effect}. "
                + "Give the changed step a new name.");
        }

        return recorded;
    }

    private async ValueTask<Dictionary<string, StepRecord>> LoadAsync(CancellationToken cancellationToken)
    {
        // The first claim of a job has nothing to read: it saves a query for the many jobs that never crash.
        if (job.Epoch.Value == 1)
        {
            return [];
        }

        var steps = await store.Jobs.ReadJournalAsync(job.Id, cancellationToken);
        return steps.ToDictionary(step => step.Name, StringComparer.Ordinal);
    }

    private async ValueTask<TResult> ExecuteAsync<TResult>(
        string name,
        StepEffect effect,
        Func<StepCall, CancellationToken, ValueTask<TResult>> body,
        JsonTypeInfo<TResult> json,
        bool wasStarted,
        CancellationToken cancellationToken)
    {
        if (wasStarted && effect == StepEffect.Unsafe)
        {
            throw new JobFailedException(
                FailureKind.UnknownOutcome,
                $"Step '{name}' was started before and its result is not known. Find out whether it took effect, then "
                + "redrive the job to run it again, or discard it.");
        }

        if (known!.Count >= StepRecord.MaximumPerJob)
        {
            throw new JobFailedException(
                FailureKind.Permanent, $"The job has {StepRecord.MaximumPerJob} steps already; it may not have more.");
        }

        if (effect == StepEffect.Unsafe)
        {
            await CommitAsync(new StepRecord(name, effect, IsCompleted: false, time.GetUtcNow(), Content.None), cancellationToken);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var result = await body(new StepCall($"{job.Id}/{name}"), cancellationToken);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(result, json);

        // From here on the effect has happened: the handler's own cancellation must not keep its result from the journal.
        await CommitAsync(
            new StepRecord(name, effect, IsCompleted: true, time.GetUtcNow(), Content.FromPlain(bytes)), CancellationToken.None);
        return result;
    }

    private async ValueTask CommitAsync(StepRecord step, CancellationToken cancellationToken)
    {
        if (control.Cause == CancellationCause.LeaseLost)
        {
            throw new LeaseLostException(job.Lease);
        }

        var result = await store.CommitAsync(new WriteSet(new RecordStep(job.Lease, step)), cancellationToken);
        if (result is CommitResult.Refused refused)
        {
            throw refused.Reason == Refusal.StaleEpoch
                ? new LeaseLostException(job.Lease)
                : new InvalidOperationException($"Step '{step.Name}' of job {job.Id} was refused: {refused.Reason}.");
        }

        known![step.Name] = step;
    }

    private static TResult Read<TResult>(StepRecord recorded, JsonTypeInfo<TResult> json) =>
        JsonSerializer.Deserialize(recorded.Result.Plain.Span, json)!;
}
