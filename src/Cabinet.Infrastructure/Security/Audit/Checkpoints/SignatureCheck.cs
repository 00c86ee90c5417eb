namespace Cabinet.Infrastructure.Security.Audit.Checkpoints;

/// <summary>What a note's signatures are worth to somebody who trusts certain keys.</summary>
internal enum SignatureCheck
{
    /// <summary>At least one of the keys signed it, and none of them is named by a line that it didn't write.</summary>
    Signed = 1,

    /// <summary>None of the keys is named by any line.</summary>
    Unknown = 2,

    /// <summary>A line names one of the keys, and that key didn't write it.</summary>
    Forged = 3,
}
