namespace Cabinet.Domain.Limits;

/// <summary>The lanes of a queue during one claim.</summary>
public interface ILanes
{
    /// <summary>Whether the claim takes no more jobs, whatever waits.</summary>
    bool IsFull { get; }

    /// <summary>The first lane with waiting jobs behind this one in the order; behind null is the first of all.</summary>
    Lane? FindAfter(Lane? lane);

    /// <summary>The first lane of a higher kind.</summary>
    Lane? FindBehindKind(int kind);

    /// <summary>Whether the limit of a type keeps every lane of that kind from having one more job running.</summary>
    bool IsKindBlocked(int kind);

    /// <summary>Whether a limit keeps the lane from having one more job running.</summary>
    bool IsBlocked(Lane lane);

    /// <summary>Takes the next jobs of a lane, as many as are there and its limits allow.</summary>
    /// <returns>How many.</returns>
    int Take(Lane lane, int count);
}
