namespace Cabinet.Host.Output;

/// <summary>How a store's schema stands.</summary>
internal sealed record SchemaLine(
    string Store,
    int Current,
    int Latest,
    int MinimumCompatible,
    IReadOnlyList<string> Pending,
    IReadOnlyList<string>? Drift);
