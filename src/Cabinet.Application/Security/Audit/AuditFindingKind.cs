namespace Cabinet.Application.Security.Audit;

/// <summary>What can be wrong with an audit log: a closed set.</summary>
public enum AuditFindingKind
{
    /// <summary>An entry's bytes aren't those that its place in the tree was given for.</summary>
    EntryEdited = 1,

    /// <summary>An entry is gone.</summary>
    EntryMissing = 2,

    /// <summary>An entry stands in another's place.</summary>
    EntryMoved = 3,

    /// <summary>The log ends before a checkpoint does.</summary>
    Truncated = 4,

    /// <summary>The log isn't the one that a checkpoint was signed over: its tree was made anew.</summary>
    Rebuilt = 5,

    /// <summary>A stored hash isn't the hash of what lies below it; proofs made from it fail.</summary>
    HashChanged = 6,

    /// <summary>A checkpoint names a trusted key that didn't sign it.</summary>
    BadSignature = 7,

    /// <summary>The newest checkpoint isn't signed by a trusted key.</summary>
    Untrusted = 8,

    /// <summary>A checkpoint, or a line of an export, can't be read.</summary>
    Unreadable = 9,

    /// <summary>Checkpoints name different logs.</summary>
    OtherLog = 10,
}
