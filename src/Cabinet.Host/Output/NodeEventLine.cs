namespace Cabinet.Host.Output;

/// <summary>What a node does: listening, stopped.</summary>
/// <param name="Event">Which of the two.</param>
/// <param name="Url">Where health and metrics are.</param>
/// <param name="Data">The data folder.</param>
/// <param name="Store">The store.</param>
/// <param name="Api">Where the signed boundary is; null when it is off.</param>
internal sealed record NodeEventLine(string Event, string? Url, string? Data, string? Store, string? Api);
