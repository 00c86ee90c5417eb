using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Policies;
using Cabinet.Application.Queue;
using Cabinet.Domain.Names;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Discards dead letters that are older than they are kept.</summary>
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
    private Dictionary<JobType, TimeSpan> byType = [];
    private TimeSpan? ofOthers;

    /// <inheritdoc />
    public string Name => "dead-letter-expiry";

    /// <inheritdoc />
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc />
    public async ValueTask<bool> HasWorkAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken);
        return ofOthers is not null || byType.Count > 0;
    }

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        if (left.Count == 0)
        {
            await BeginAsync(cancellationToken);
        }

        if (!left.TryDequeue(out var part))
        {
            return new BatchResult(0, HasMore: false);
        }

        var keep = part.Type is { } own ? byType[own] : ofOthers!.Value;
        var filter = new DeadLetterSearch { Type = part.Type, DeadBefore = time.GetUtcNow() - keep };
        var limit = Math.Min(options.BatchSize, Page.MaximumLimit);
        var found = await store.DeadLetters.SearchAsync(filter, new Search(limit, part.After), cancellationToken);
        var discarded = 0;
        foreach (var letter in found.Records.Where(letter => part.Type is not null || !byType.ContainsKey(letter.Type)))
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

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken);
        foreach (var type in byType.Keys)
        {
            left.Enqueue((type, null));
        }

        if (ofOthers is not null)
        {
            left.Enqueue((null, null));
        }
    }

    // What an operator said for a type goes before what the application says for it, and that before what holds for all.
    private async ValueTask LearnAsync(CancellationToken cancellationToken)
    {
        if (left.Count > 0)
        {
            return;
        }

        var said = (await store.History.ListRetentionAsync(cancellationToken))
            .Where(rule => rule.State == RetainedAs.DeadLetter).ToList();
        ofOthers = said.SingleOrDefault(rule => rule.Type is null)?.Keep ?? options.KeepDeadLetters;
        byType = jobs.Definitions.Where(job => job.Options.KeepDeadLetters is not null)
            .ToDictionary(job => job.Type, job => job.Options.KeepDeadLetters!.Value);
        foreach (var rule in said)
        {
            if (rule.Type is { } type)
            {
                byType[type] = rule.Keep;
            }
        }
    }
}
