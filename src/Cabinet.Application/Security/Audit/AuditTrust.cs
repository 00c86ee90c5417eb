namespace Cabinet.Application.Security.Audit;

/// <summary>What somebody who verifies a log knows from elsewhere. Nothing else is trusted.</summary>
/// <param name="VerifierKeys">Verifier keys (C2SP signed-note "vkey") whose signatures count.</param>
/// <param name="Checkpoints">Checkpoints that were kept apart from the log.</param>
public sealed record AuditTrust(IReadOnlyList<string> VerifierKeys, IReadOnlyList<HeldCheckpoint> Checkpoints)
{
    /// <summary>Whether there is anything at all. Without, a log can only be checked for agreeing with itself.</summary>
    public bool IsEmpty => VerifierKeys.Count == 0 && Checkpoints.Count == 0;
}
