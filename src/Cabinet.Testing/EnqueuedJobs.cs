using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;

namespace Cabinet.Testing;

/// <summary>What was enqueued so far, in the order of the commits, whether it ran meanwhile or not.</summary>
public sealed class EnqueuedJobs
{
    private readonly Lock sync = new();
    private readonly List<NewJob> jobs = [];
    private readonly JobCatalog catalog;

    internal EnqueuedJobs(JobCatalog catalog) => this.catalog = catalog;

    /// <summary>How many, of any type.</summary>
    public int Count
    {
        get
        {
            lock (sync)
            {
                return jobs.Count;
            }
        }
    }

    /// <summary>Those with a payload of this type.</summary>
    /// <typeparam name="TPayload">A payload type that is declared with <c>AddJob</c>.</typeparam>
    /// <exception cref="CabinetTestException">No job is declared for this type.</exception>
    public IReadOnlyList<EnqueuedJob<TPayload>> OfType<TPayload>()
        where TPayload : notnull
    {
        var definition = catalog.FindByPayload(typeof(TPayload)) ?? throw new CabinetTestException(
            $"No job is declared for {typeof(TPayload).Name}; declared are "
            + $"{string.Join(", ", catalog.Definitions.Select(declared => declared.PayloadType.Name).Order())}.");
        return
        [
            .. List().Where(job => job.Type == definition.Type).Select(job => new EnqueuedJob<TPayload>(
                job.Id, job.Type, job.Queue, (TPayload)definition.ReadPayload(job.Payload.Plain.Span), job.Priority,
                job.DueAt, job.Partition, job.UniqueKey, job.Tags)),
        ];
    }

    /// <summary>The one job that matches.</summary>
    /// <param name="where">What it must be like; null for any of its type.</param>
    /// <exception cref="CabinetTestException">None matches, or several do; the message lists what there was.</exception>
    public EnqueuedJob<TPayload> One<TPayload>(Func<EnqueuedJob<TPayload>, bool>? where = null)
        where TPayload : notnull
    {
        var found = OfType<TPayload>().Where(job => where is null || where(job)).ToArray();
        return found is [var only]
            ? only
            : throw new CabinetTestException(
                $"Expected one {typeof(TPayload).Name} to be enqueued, and {found.Length} match. {Describe()}");
    }

    /// <summary>Requires that no job matches.</summary>
    /// <param name="where">What they would be like; null for any of the type.</param>
    /// <exception cref="CabinetTestException">Some match; the message lists what there was.</exception>
    public void None<TPayload>(Func<EnqueuedJob<TPayload>, bool>? where = null)
        where TPayload : notnull
    {
        var found = OfType<TPayload>().Count(job => where is null || where(job));
        if (found > 0)
        {
            throw new CabinetTestException(
                $"Expected no {typeof(TPayload).Name} to be enqueued, and {found} match. {Describe()}");
        }
    }

    /// <summary>Forgets what was enqueued so far; it still runs.</summary>
    public void Clear()
    {
        lock (sync)
        {
            jobs.Clear();
        }
    }

    internal void Add(NewJob job)
    {
        lock (sync)
        {
            jobs.Add(job);
        }
    }

    private NewJob[] List()
    {
        lock (sync)
        {
            return [.. jobs];
        }
    }

    private string Describe()
    {
        var all = List();
        return all.Length == 0
            ? "Nothing was enqueued."
            : $"Enqueued were: {string.Join("; ", all.Take(20).Select(Describe))}{(all.Length > 20 ? "; …" : "")}.";
    }

    private string Describe(NewJob job) =>
        $"{catalog.Find(job.Type)?.ReadPayload(job.Payload.Plain.Span) ?? job.Type.Value} in {job.Queue}"
        + (job.DueAt is { } due ? $" due {due:u}" : "")
        + (job.Partition is { } partition ? $" of {partition}" : "")
        + (job.Tags.Count > 0 ? $" tagged {string.Join(", ", job.Tags)}" : "");
}
