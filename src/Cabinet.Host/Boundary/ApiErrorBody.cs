namespace Cabinet.Host.Boundary;

/// <summary>What went wrong.</summary>
/// <param name="Code">For programs: stable, lower camel case.</param>
/// <param name="Message">For people.</param>
/// <param name="Reference">Where a security check refused: the id under which the audit says why.</param>
internal sealed record ApiErrorBody(string Code, string Message, string? Reference);
