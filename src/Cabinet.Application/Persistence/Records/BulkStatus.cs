namespace Cabinet.Application.Persistence.Records;

/// <summary>How far a bulk action is.</summary>
public enum BulkStatus
{
    /// <summary>It waits for a node, or one works on it.</summary>
    Running,

    /// <summary>Everything that matched was looked at.</summary>
    Completed,

    /// <summary>Somebody stopped it; what was done stays done.</summary>
    Cancelled,
}
