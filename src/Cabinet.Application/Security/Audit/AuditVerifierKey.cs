using Cabinet.Domain.Security;

namespace Cabinet.Application.Security.Audit;

/// <summary>The public half of a key that signs the audit's checkpoints, as verifiers take it.</summary>
/// <param name="Version">Which version of which key.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Text">Its "vkey" (C2SP signed-note): the log's origin, a hash, and the key in base64.</param>
public sealed record AuditVerifierKey(SealedUnder Version, KeyState State, string Text);
