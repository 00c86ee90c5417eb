namespace Cabinet.Peers;

/// <summary>The message of Rebus's jobs.</summary>
internal sealed record RebusJob(string Text);
