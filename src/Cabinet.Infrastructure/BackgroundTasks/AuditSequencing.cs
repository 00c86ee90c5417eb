using Cabinet.Application.Persistence;
using Cabinet.Application.Security.Audit;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Gives audited events their places in the tree, soon after they were committed.</summary>
/// <remarks>The lease only spares work: that there is one tree is the sequencer's and the store's promise.</remarks>
internal sealed class AuditSequencing(
    IStore store, IAuditSequencer sequencer, IOptions<AuditSequencingOptions> options) : IBackgroundTask
{
    private readonly AuditSequencingOptions options = options.Value;

    /// <inheritdoc />
    public string Name => "audit-sequencing";

    /// <inheritdoc />
    public TimeSpan Interval => options.Interval;

    /// <inheritdoc />
    public async ValueTask<bool> HasWorkAsync(CancellationToken cancellationToken) =>
        await store.Audit.ListWaitingAsync(1, cancellationToken) is not [];

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var sequenced = await sequencer.SequenceAsync(options.BatchSize, cancellationToken);
        return new BatchResult(sequenced, sequenced == options.BatchSize);
    }
}
