using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Application.Persistence;

/// <summary>A change to the store as a value: operations with their preconditions that commit whole or not at all.</summary>
/// <remarks>
/// Pure code builds it, so it can be tested, printed and retried. Operations apply in order, each seeing the ones before
/// it. The first whose precondition fails refuses the whole set. Printing shows ids and sizes, never contents.
/// </remarks>
public sealed class WriteSet
{
    /// <summary>The most operations in one write set.</summary>
    public const int MaximumOperations = 10_000;

    /// <summary>Makes a write set of one operation.</summary>
    public WriteSet(WriteOperation operation) => Operations = [operation];

    /// <summary>Makes a write set.</summary>
    /// <exception cref="ArgumentException">There is no operation, or more than <see cref="MaximumOperations"/>.</exception>
    public WriteSet(IReadOnlyList<WriteOperation> operations)
    {
        if (operations.Count is 0 or > MaximumOperations)
        {
            throw new ArgumentException(
                $"A write set has 1 to {MaximumOperations} operations, not {operations.Count}. Split it.",
                nameof(operations));
        }

        Operations = operations;
    }

    /// <summary>The operations, in the order in which they apply.</summary>
    public IReadOnlyList<WriteOperation> Operations { get; }

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", Operations);
}
