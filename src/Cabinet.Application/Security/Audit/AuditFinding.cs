namespace Cabinet.Application.Security.Audit;

/// <summary>Something that is wrong with an audit log.</summary>
/// <param name="Kind">What.</param>
/// <param name="Index">The entry or size that it is about; null when it is about none.</param>
/// <param name="Message">For a person: what was found and what it means.</param>
public sealed record AuditFinding(AuditFindingKind Kind, long? Index, string Message);
