namespace Cabinet.Host.Output;

/// <summary>What a node does: listening, stopped.</summary>
internal sealed record NodeEventLine(string Event, string? Url, string? Data, string? Store);
