namespace Cabinet.Application.Security;

/// <summary>What one bounded pass of sealing anew did.</summary>
/// <param name="Resealed">How many contents are under the active version now.</param>
/// <param name="Unreadable">How many didn't open, and stay as they are: somebody has to look at them.</param>
/// <param name="HasMore">Whether another call may find something.</param>
public readonly record struct ResealResult(long Resealed, long Unreadable, bool HasMore);
