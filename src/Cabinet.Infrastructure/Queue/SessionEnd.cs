namespace Cabinet.Infrastructure.Queue;

/// <summary>How one registration of the node ended.</summary>
internal enum SessionEnd
{
    /// <summary>It didn't.</summary>
    None = 0,

    /// <summary>The node stopped by itself.</summary>
    Stopped = 1,

    /// <summary>The node couldn't renew in time and fenced itself.</summary>
    Fenced = 2,

    /// <summary>The store doesn't know the node any more: an observer declared it dead.</summary>
    Gone = 3,
}
