using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Testing;

/// <summary>
/// What goes wrong, in the order in which it was asked for: each fault strikes the next attempts of a type of job, or the
/// next commits, once.
/// </summary>
public sealed class Faults
{
    private readonly Lock sync = new();
    private readonly Dictionary<JobType, Queue<AttemptFault>> attempts = [];
    private readonly Queue<StoreTrouble> commits = [];
    private readonly JobCatalog catalog;

    internal Faults(JobCatalog catalog) => this.catalog = catalog;

    internal enum StoreTrouble
    {
        None,
        Unavailable,
        AnswerLost,
    }

    /// <summary>The next attempt of a job with this payload fails before its handler begins.</summary>
    /// <param name="kind">How.</param>
    /// <param name="message">What a person would read.</param>
    public void Fail<TPayload>(FailureKind kind, string message = "The test asked for this failure.") =>
        Add<TPayload>(new AttemptFault.Throws(new JobFailedException(kind, message)));

    /// <summary>The next attempt throws before its handler begins.</summary>
    public void Throw<TPayload>(Exception exception) => Add<TPayload>(new AttemptFault.Throws(exception));

    /// <summary>The next attempt's token is cancelled as by its time-out.</summary>
    public void TimeOut<TPayload>() => Add<TPayload>(new AttemptFault.Cancels(CancellationCause.Timeout));

    /// <summary>The next attempt's token is cancelled as by an operator.</summary>
    public void Cancel<TPayload>() => Add<TPayload>(new AttemptFault.Cancels(CancellationCause.Requested));

    /// <summary>The next attempt's token is cancelled as by a node that stops.</summary>
    public void Interrupt<TPayload>() => Add<TPayload>(new AttemptFault.Cancels(CancellationCause.Shutdown));

    /// <summary>
    /// The node dies when the next attempt's handler has ended, before anything of it is committed: the handler runs
    /// again, as a suspect, and what it did outside it does twice.
    /// </summary>
    public void Crash<TPayload>() => Add<TPayload>(new AttemptFault.Crashes());

    /// <summary>
    /// The next attempt loses its lease before its outcome is committed: the outcome is refused, and the job runs again.
    /// </summary>
    public void LoseLease<TPayload>() => Add<TPayload>(new AttemptFault.LosesLease());

    /// <summary>The next commits are refused because the store isn't there: nothing of them takes effect.</summary>
    /// <param name="count">How many.</param>
    public void StoreUnavailable(int count = 1) => AddCommits(StoreTrouble.Unavailable, count);

    /// <summary>The next commits take effect, and their answers are lost: the caller can't know.</summary>
    /// <param name="count">How many.</param>
    public void LoseAnswers(int count = 1) => AddCommits(StoreTrouble.AnswerLost, count);

    internal AttemptFault? TakeFor(JobType type)
    {
        lock (sync)
        {
            return attempts.TryGetValue(type, out var waiting) && waiting.TryDequeue(out var fault) ? fault : null;
        }
    }

    internal StoreTrouble TakeForCommit()
    {
        lock (sync)
        {
            return commits.TryDequeue(out var trouble) ? trouble : StoreTrouble.None;
        }
    }

    internal static StoreException Unavailable() =>
        new(StoreFault.Unavailable, "The test took the store away. Nothing was committed.");

    internal static StoreException AnswerLost() =>
        new(StoreFault.Unavailable, "The test lost the answer of this commit.") { OutcomeUnknown = true };

    private void Add<TPayload>(AttemptFault fault)
    {
        var definition = catalog.FindByPayload(typeof(TPayload)) ?? throw new CabinetTestException(
            $"No job is declared for {typeof(TPayload).Name}, so nothing of it can go wrong.");
        lock (sync)
        {
            if (!attempts.TryGetValue(definition.Type, out var waiting))
            {
                attempts.Add(definition.Type, waiting = []);
            }

            waiting.Enqueue(fault);
        }
    }

    private void AddCommits(StoreTrouble trouble, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        lock (sync)
        {
            for (; count > 0; count--)
            {
                commits.Enqueue(trouble);
            }
        }
    }
}
