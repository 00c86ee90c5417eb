namespace Cabinet.Application.Security.Audit;

/// <summary>Whether what an audit event describes took effect.</summary>
public enum AuditOutcome
{
    /// <summary>It took effect with this commit.</summary>
    Done = 1,

    /// <summary>It was refused.</summary>
    Refused = 2,
}
