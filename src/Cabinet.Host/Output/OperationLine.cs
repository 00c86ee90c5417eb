namespace Cabinet.Host.Output;

/// <summary>What an operator's command did.</summary>
/// <param name="Operation">Which: redrive, discard, cancel.</param>
/// <param name="Id">To what; null when it was to all that match.</param>
/// <param name="Affected">To how many jobs.</param>
internal sealed record OperationLine(string Operation, string? Id, int Affected);
