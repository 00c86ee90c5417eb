using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Security;

namespace Cabinet.Conformance.Model;

/// <summary>Turns a move on keys, nonces, the audit log or data keys into the operations that it writes.</summary>
internal sealed class SecurityMoves(RunState run)
{
    private const int UseLimit = 30;

    // Every move that a version may make.
    private static readonly (KeyState From, KeyState To)[] Changes =
    [
        (KeyState.Pending, KeyState.Active), (KeyState.Pending, KeyState.Destroyed),
        (KeyState.Active, KeyState.Retired), (KeyState.Retired, KeyState.Destroyed),
    ];

    /// <summary>The operations of a move.</summary>
    public IReadOnlyList<WriteOperation> Write(Move move, ModelState model) => move.Kind switch
    {
        MoveKind.ChangeKey => [Change(move, model)],
        MoveKind.Fence => [new FenceKeyVersion(Key(move, model, KeyState.Retired), move.B % 3 > 0)],
        MoveKind.UseKey => [new ReserveKeyUses(Key(move, model, KeyState.Active), 1 + (move.B % 10), UseLimit)],
        MoveKind.ReplaceKey => [Replace(move, model)],
        MoveKind.Ring => [Ring(move, model)],
        MoveKind.EnqueueUnderKey => [Enqueue(move, model)],
        MoveKind.Audit => [run.Samples.Audit(), run.Samples.Audit()],
        MoveKind.Sequence => [Sequence(move, model)],
        MoveKind.DataKey => [DataKey(move, model)],
        _ => throw new ArgumentOutOfRangeException(nameof(move), move.Kind, "This move writes nothing."),
    };

    /// <summary>One of a few nonces, so that replays are many.</summary>
    public static ConsumeNonce Nonce(Move move, DateTimeOffset keepUntil) =>
        StoreSamples.Nonce($"nonce {move.A % 12}", keepUntil);

    // Mostly a version in the state that the move needs; else any, or one that never was.
    private SealedUnder Key(Move move, ModelState model, KeyState wanted)
    {
        var fitting = model.Keys.FindAll(key => key.State == wanted);
        var keys = move.A < 80 && fitting.Count > 0 ? fitting : model.Keys;
        return keys.Count > 0 && move.A < 97
            ? StoreSamples.Name(keys[move.A % keys.Count])
            : StoreSamples.Name(run.Samples.KeyVersion(KeyPurposes.Content));
    }

    private ChangeKeyState Change(Move move, ModelState model)
    {
        var (from, to) = Changes[move.B % Changes.Length];
        return new ChangeKeyState(Key(move, model, from), from, to, run.Samples.Now);
    }

    private ReplaceWrappedKey Replace(Move move, ModelState model)
    {
        var name = Key(move, model, KeyState.Active);
        var stored = model.Keys.Find(key => StoreSamples.Name(key) == name)?.WrappedKey ?? default;
        return new ReplaceWrappedKey(
            name, move.B % 4 == 0 ? new byte[] { 1 } : stored, new byte[] { 2, (byte)move.B, (byte)move.C });
    }

    private WriteOperation Ring(Move move, ModelState model) => move.B % 3 == 0
        ? new RequireRingConfirmed(Math.Max(0, model.Ring - (move.C % 3)))
        : new ConfirmRing(run.Node(move.A, model), model.Ring);

    private EnqueueJob Enqueue(Move move, ModelState model)
    {
        var job = run.Samples.Job() with
        {
            Payload = StoreSamples.Sealed("under a key", Key(move, model, (KeyState)(3 + (move.B % 2)))),
        };
        run.Jobs.Add(job);
        return new EnqueueJob(job);
    }

    private SequenceAudit Sequence(Move move, ModelState model)
    {
        var size = model.TreeSize + (move.B % 6 == 0 ? 1 : 0);
        var events = model.Audit.Where(entry => entry.Index is null || move.C % 9 == 0)
            .Select(entry => entry.Id).Take(move.A % 4).ToList();
        var checkpoint = new AuditCheckpoint(size + events.Count, $"note {move.C}", run.Samples.Now);
        return new SequenceAudit(size, events, [], checkpoint);
    }

    private WriteOperation DataKey(Move move, ModelState model)
    {
        var known = model.DataKeys.Count > 0 && move.A < 90
            ? model.DataKeys.Values.ElementAt(move.A % model.DataKeys.Count)
            : run.Samples.DataKey();
        return (move.B % 3) switch
        {
            0 => new ShredDataKey(known.Id, run.Samples.Now),
            1 => new AddDataKey(run.Samples.DataKey(move.C % 2 == 0 ? "" : "acme")),
            _ => new AddDataKey(run.Samples.DataKey() with { Id = known.Id }),
        };
    }
}
