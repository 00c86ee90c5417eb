using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>Operations on nonces. Each returns why it is refused, or null.</summary>
internal sealed class NonceOperations(StoreState state)
{
    // In Unix milliseconds: the latest time up to which nonces were ever forgotten, exclusive.
    private const string Floor = "nonce-floor";

    public Refusal? Consume(ConsumeNonce operation)
    {
        var keepUntil = Milliseconds.Truncate(operation.KeepUntil);
        if (operation.Nonce.Length != 64)
        {
            throw new InvalidOperationException("A nonce reaches a driver through the sealing front only.");
        }

        if (state.Nonces.Find(operation.Nonce) is not null)
        {
            return Refusal.NonceUsed;
        }

        if (keepUntil.ToUnixTimeMilliseconds() < ReadFloor())
        {
            return Refusal.NonceExpired;
        }

        state.Nonces.Put(operation.Nonce, new NonceRow(operation.Nonce, keepUntil));
        return null;
    }

    public void Prune(PruneNonces operation, CommitScope scope)
    {
        var before = Milliseconds.Truncate(operation.KeepUntilBefore);
        state.Counters.Put(Floor, new CounterRow(Math.Max(ReadFloor(), before.ToUnixTimeMilliseconds())));
        NonceRow[] over =
        [
            .. state.Nonces.Rows.Where(row => row.KeepUntil < before)
                .OrderBy(row => row.KeepUntil)
                .Take(operation.Limit),
        ];
        foreach (var row in over)
        {
            state.Nonces.Remove(row.Nonce);
        }

        scope.Affected += over.Length;
    }

    private long ReadFloor() => state.Counters.Find(Floor)?.Value ?? long.MinValue;
}
