namespace Cabinet.Application.Commands;

/// <summary>Why a signed command wasn't admitted. It goes into the audit and nowhere else.</summary>
internal enum AdmissionRefusal
{
    /// <summary>Older than allowed.</summary>
    Stale,

    /// <summary>Created further ahead of this clock than the skew allows.</summary>
    FromTheFuture,

    /// <summary>A commit consumed its nonce.</summary>
    Replayed,

    /// <summary>Its nonce's time is over in the store, whatever this node's clock says.</summary>
    Forgotten,
}
