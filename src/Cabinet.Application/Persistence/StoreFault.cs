namespace Cabinet.Application.Persistence;

/// <summary>The closed set of reasons why a store can't do what it was asked.</summary>
public enum StoreFault
{
    /// <summary>Not reachable or busy beyond the wait; trying again later makes sense.</summary>
    Unavailable,

    /// <summary>Another node has this store open, and this kind of store takes one node.</summary>
    InUse,

    /// <summary>The disk is full. What was committed is safe; nothing of the refused write set was written.</summary>
    DiskFull,

    /// <summary>The file or folder can't be written.</summary>
    ReadOnly,

    /// <summary>The file isn't a database, or isn't Cabinet's.</summary>
    NotADatabase,

    /// <summary>The database is damaged.</summary>
    Corrupt,

    /// <summary>The schema is older or newer than this release works with.</summary>
    SchemaMismatch,

    /// <summary>
    /// A stored record can't be opened under a proven key: it was altered or moved. Only that record is at fault.
    /// </summary>
    Unreadable,

    /// <summary>
    /// The ring has no key for a stored record; no record is at fault. A node stops claiming, loudly.
    /// </summary>
    KeyUnavailable,

    /// <summary>The store was closed.</summary>
    Closed,
}
