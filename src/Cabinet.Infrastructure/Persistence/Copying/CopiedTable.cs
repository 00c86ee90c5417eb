namespace Cabinet.Infrastructure.Persistence.Copying;

/// <summary>A table on both sides of a copy.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="SourceRows">How many rows the source has.</param>
/// <param name="TargetRows">How many rows the target has.</param>
/// <param name="SourceDigest">The digest of the source's rows, in hexadecimal digits.</param>
/// <param name="TargetDigest">The digest of the target's rows.</param>
public sealed record CopiedTable(
    string Name, long SourceRows, long TargetRows, string SourceDigest, string TargetDigest)
{
    /// <summary>Whether both sides have the same rows.</summary>
    public bool IsSame => SourceRows == TargetRows && SourceDigest == TargetDigest;
}
