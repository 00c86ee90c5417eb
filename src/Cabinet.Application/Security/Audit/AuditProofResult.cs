namespace Cabinet.Application.Security.Audit;

/// <summary>A proof, or why there is none.</summary>
public abstract record AuditProofResult
{
    private AuditProofResult()
    {
    }

    /// <summary>There is a proof.</summary>
    /// <param name="Proof">The proof.</param>
    public sealed record Proven(AuditProof Proof) : AuditProofResult;

    /// <summary>There can't be one now.</summary>
    /// <param name="Why">For a person.</param>
    public sealed record Unproven(string Why) : AuditProofResult;

    /// <summary>There is nothing of that id in the log.</summary>
    public sealed record NotFound : AuditProofResult;
}
