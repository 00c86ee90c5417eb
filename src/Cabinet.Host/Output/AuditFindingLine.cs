namespace Cabinet.Host.Output;

/// <summary>What is wrong with an audit log.</summary>
internal sealed record AuditFindingLine(string Kind, long? Index, string Message);
