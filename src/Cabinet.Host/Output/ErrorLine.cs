namespace Cabinet.Host.Output;

/// <summary>What standard error gets with <c>--json</c> when a command fails.</summary>
internal sealed record ErrorLine(ErrorBody Error);
