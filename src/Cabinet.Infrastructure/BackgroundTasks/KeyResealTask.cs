using Cabinet.Application.Security;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Seals what lies under retired key versions anew, batch by batch.</summary>
internal sealed class KeyResealTask(KeyResealing resealing, IOptions<KeyUpkeepOptions> options) : IBackgroundTask
{
    private readonly KeyUpkeepOptions options = options.Value;

    /// <inheritdoc />
    public string Name => "key-reseal";

    /// <inheritdoc />
    public TimeSpan Interval => options.ResealInterval;

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var result = await resealing.RunBatchAsync(options.ResealBatchSize, cancellationToken);
        return new BatchResult(result.Resealed, result.HasMore);
    }
}
