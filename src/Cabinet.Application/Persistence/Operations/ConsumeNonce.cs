using Cabinet.Application.Persistence.Records;

namespace Cabinet.Application.Persistence.Operations;

/// <summary>Uses up a nonce: at most one write set that commits holds it (guarantee 6).</summary>
/// <remarks>
/// Refused with <see cref="Refusal.NonceUsed"/> when a committed write set, or an earlier operation of this one,
/// consumed it; and with <see cref="Refusal.NonceExpired"/> when <see cref="KeepUntil"/> lies before the latest time
/// ever given to <see cref="PruneNonces"/>, because it might have been consumed and forgotten; at exactly that time nothing
/// was forgotten, so it is admitted once. Times count by the millisecond. A write set that is refused, for whatever
/// reason, consumes nothing. Put it first, so that a replay is refused before anything else is looked at.
/// </remarks>
/// <param name="Scope">Whose nonce: the key or client that signed. 1 to <see cref="MaximumScope"/> characters.</param>
/// <param name="Nonce">
/// The nonce, 1 to <see cref="MaximumNonce"/> characters. The sealing front replaces scope and nonce by one keyed digest
/// of 64 hexadecimal digits (and an empty scope), so a driver never sees either.
/// </param>
/// <param name="KeepUntil">
/// Until when it is remembered (UTC): <see cref="Domain.Security.NonceWindow.KeepUntil"/>.
/// </param>
public sealed record ConsumeNonce(string Scope, string Nonce, DateTimeOffset KeepUntil) : WriteOperation
{
    /// <summary>The longest scope, in characters.</summary>
    public const int MaximumScope = 200;

    /// <summary>The longest nonce, in characters: one that holds a whole unique key. Only its digest is kept.</summary>
    public const int MaximumNonce = NewJob.MaximumUniqueKey + 200;

    /// <summary>When it ends, and not the nonce.</summary>
    public override string ToString() => $"ConsumeNonce {{ KeepUntil = {KeepUntil:O} }}";

    /// <inheritdoc />
    public override OperationContents GetContents() => OperationContents.None;
}
