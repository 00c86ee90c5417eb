using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>
/// Large payloads of this store that lie in a folder which this process doesn't have, so that it can't see under which keys
/// they are sealed.
/// </summary>
/// <remarks>
/// That there are such payloads is known from the last result of their collection, which every node with a folder runs, for
/// the first time some minutes after its start.
/// </remarks>
internal sealed class PayloadsElsewhere(IStoreDriver driver, IPayloadStorage? storage) : ISealedHoldings
{
    /// <inheritdoc />
    public string Name => "payloads elsewhere";

    /// <inheritdoc />
    public ValueTask<long> CountAsync(SealedUnder version, long limit, CancellationToken cancellationToken) => new(0);

    /// <inheritdoc />
    public async ValueTask<string?> FindObstacleAsync(CancellationToken cancellationToken)
    {
        if (storage is not null)
        {
            return null;
        }

        var results = await driver.Nodes.ListBackgroundResultsAsync(cancellationToken);
        return results.Any(result => result.Name == StoredPayload.CollectionTask)
            ? "Nodes of this store keep large payloads in a folder that this process doesn't have, so it can't see whether "
                + "any of them is sealed under the version. Give it that folder: with StorePayloads in code, with --payloads "
                + "or CABINET_PAYLOADS on the command line."
            : null;
    }

    /// <inheritdoc />
    public ValueTask<ResealResult> ResealAsync(SealedUnder version, int limit, CancellationToken cancellationToken) =>
        new(new ResealResult(0, 0, HasMore: false));
}
