namespace Cabinet.Client;

/// <summary>How a stage of a task stands.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Open">Jobs that haven't ended.</param>
/// <param name="Succeeded">Jobs that succeeded, degraded ones among them.</param>
/// <param name="Degraded">Jobs whose result a fallback produced.</param>
/// <param name="DeadLettered">Jobs in the dead-letter queue.</param>
/// <param name="Discarded">Jobs that somebody gave up.</param>
public sealed record StageInformation(
    string Name, int Open, int Succeeded, int Degraded, int DeadLettered, int Discarded);
