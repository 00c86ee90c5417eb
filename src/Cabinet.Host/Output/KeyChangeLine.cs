namespace Cabinet.Host.Output;

/// <summary>What a command did to a key.</summary>
/// <param name="Operation">Which: rotate, retire, destroy.</param>
/// <param name="Key">The version.</param>
/// <param name="State">The state that it is in now.</param>
/// <param name="WaitingFor">The nodes that have yet to confirm; null when it is done.</param>
internal sealed record KeyChangeLine(string Operation, string Key, string State, IReadOnlyList<string>? WaitingFor);
