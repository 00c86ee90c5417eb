namespace Cabinet.Domain.Security;

/// <summary>What a command's creation time says about it.</summary>
public enum NonceFreshness
{
    /// <summary>Inside the window.</summary>
    Fresh,

    /// <summary>Too old.</summary>
    Stale,

    /// <summary>Created further ahead of this clock than the skew allows.</summary>
    FromTheFuture,
}
