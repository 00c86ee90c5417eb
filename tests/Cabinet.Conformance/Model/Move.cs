using CsCheck;

namespace Cabinet.Conformance.Model;

/// <summary>One move of a random run. The numbers choose among what there is when the move is made.</summary>
internal readonly record struct Move(MoveKind Kind, int A, int B, int C)
{
    // Most moves put jobs in and take them through their lives; the rest happens beside that.
    private static readonly MoveKind[] Weighted =
    [
        .. Enum.GetValues<MoveKind>(),
        .. Enumerable.Repeat(MoveKind.Enqueue, 7),
        .. Enumerable.Repeat(MoveKind.Claim, 7),
        .. Enumerable.Repeat(MoveKind.ClaimSuspects, 2),
        .. Enumerable.Repeat(MoveKind.End, 1),
        .. Enumerable.Repeat(MoveKind.Retry, 3),
        .. Enumerable.Repeat(MoveKind.DeadLetter, 3),
        .. Enumerable.Repeat(MoveKind.Step, 4),
        .. Enumerable.Repeat(MoveKind.Redrive, 4),
        .. Enumerable.Repeat(MoveKind.Register, 2),
        .. Enumerable.Repeat(MoveKind.Expire, 2),
        .. Enumerable.Repeat(MoveKind.MoveClock, 3),
        .. Enumerable.Repeat(MoveKind.ChangeKey, 2),
        .. Enumerable.Repeat(MoveKind.Nonce, 2),
        .. Enumerable.Repeat(MoveKind.MindDeadLetter, 2),
    ];

    /// <summary>Runs of 1 to 100 moves.</summary>
    public static Gen<Move[]> Runs { get; } = Gen
        .Select(Gen.Int[0, Weighted.Length - 1], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99])
        .Select(numbers => new Move(Weighted[numbers.Item1], numbers.Item2, numbers.Item3, numbers.Item4))
        .Array[1, 100];

    public override string ToString() => $"{Kind}({A},{B},{C})";
}
