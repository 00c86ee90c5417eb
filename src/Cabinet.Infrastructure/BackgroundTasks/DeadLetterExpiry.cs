using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Discards dead letters that are older than their type, or the setting for all types, keeps them.</summary>
/// <remarks>
/// Each is discarded as an operator would: in a commit of its own with its task and its audit record. One that refuses
/// is passed over until the next run.
/// </remarks>
internal sealed class DeadLetterExpiry(
    IStore store,
    DeadLetterCommands commands,
    JobCatalog jobs,
    IOptions<HistoryRetentionOptions> options,
    TimeProvider time) : IBackgroundTask
{
    private static readonly Caller Expiry = new("dead-letter expiry", CallerRole.Admin);

    private readonly HistoryRetentionOptions options = options.Value;
    private readonly Queue<(JobType? Type, Guid? After)> left = new();

    /// <inheritdoc />
    public string Name => "dead-letter-expiry";

    /// <inheritdoc />
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc />
    public ValueTask<bool> HasWorkAsync(CancellationToken cancellationToken) =>
        new(options.KeepDeadLetters is not null || jobs.Definitions.Any(job => job.Options.KeepDeadLetters is not null));

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        if (left.Count == 0)
        {
            Begin();
        }

        if (!left.TryDequeue(out var part))
        {
            return new BatchResult(0, HasMore: false);
        }

        var keep = KeepOf(part.Type)!.Value;
        var filter = new DeadLetterSearch { Type = part.Type, DeadBefore = time.GetUtcNow() - keep };
        var limit = Math.Min(options.BatchSize, Page.MaximumLimit);
        var found = await store.DeadLetters.SearchAsync(filter, new Search(limit, part.After), cancellationToken);
        var discarded = 0;
        foreach (var letter in found.Records.Where(letter => part.Type is not null || !HasOwn(letter.Type)))
        {
            var result = await commands.DiscardAsync(
                letter.Id, Expiry, $"Kept for {keep}, as its retention says.", cancellationToken);
            discarded += result is OperationResult.Done ? 1 : 0;
        }

        if (found.Next is { } next)
        {
            left.Enqueue((part.Type, next));
        }

        return new BatchResult(discarded, left.Count > 0);
    }

    private void Begin()
    {
        foreach (var job in jobs.Definitions.Where(job => job.Options.KeepDeadLetters is not null))
        {
            left.Enqueue((job.Type, null));
        }

        if (options.KeepDeadLetters is not null)
        {
            left.Enqueue((null, null));
        }
    }

    private TimeSpan? KeepOf(JobType? type) => type is { } own
        ? jobs.Find(own)!.Options.KeepDeadLetters
        : options.KeepDeadLetters;

    private bool HasOwn(JobType type) => jobs.Find(type)?.Options.KeepDeadLetters is not null;
}
