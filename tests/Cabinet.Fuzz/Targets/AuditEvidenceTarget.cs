using System.Text;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Merkle;
using Cabinet.Infrastructure.Security.Audit.Proofs;
using Cabinet.Infrastructure.Security.Audit.Verification;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// The files that a verifier of the audit is handed. The first byte says what the rest is: an export, or a proof's
/// file. An export in which nothing is wrong covers what its checkpoint says.
/// </summary>
internal sealed class AuditEvidenceTarget : FuzzTarget
{
    private const int Kinds = 2;
    private const string Origin = "cabinet.example/audit";

    private static readonly byte[][] Entries = [.. Enumerable.Range(0, 3).Select(Entry)];
    private static readonly byte[][] Leaves = [.. Entries.Select(entry => MerkleHash.OfLeaf(entry))];

    private readonly AuditVerifier verifier = new();
    private readonly AuditTrust trust = new([], [new HeldCheckpoint("held", Encoding.UTF8.GetBytes(Note()))]);

    internal override string Name => "audit-evidence";

    internal override IEnumerable<byte[]> Seeds()
    {
        var checkpoint = $"{{\"checkpoint\":\"{Note().Replace("\n", "\\n", StringComparison.Ordinal)}\"}}\n";
        var lines = Entries
            .Select((entry, index) => Line($"\"entry\":{Encoding.UTF8.GetString(entry)}", index)).ToArray();
        yield return Input(0, string.Concat(lines) + checkpoint);
        var other = Line($"\"entryBytes\":\"{Convert.ToBase64String(Entries[1])}\"", 1);
        yield return Input(0, lines[0] + other + lines[2]);
        yield return Input(0, lines[0] + lines[2] + checkpoint + lines[1]);
        yield return Input(0, lines[1] + "not json\n" + checkpoint);
        yield return Input(0, lines[0] + "{\"checkpoint\":null}\n" + checkpoint);
        yield return Input(1, ProofFile.WriteInclusion(2, Entries[2], [Pair()], Note()));
        yield return Input(1, ProofFile.WriteConsistency(2, [Leaves[2]], Note()));
        yield return Input(1, "c2sp.org/tlog-proof@v1\nindex 7\n\n");
    }

    protected override bool Decode(ReadOnlySpan<byte> input) =>
        Selector(ref input) % Kinds == 0 ? VerifyExport(input.ToArray()) : ProofFile.TryParse(input, out _);

    private bool VerifyExport(byte[] input)
    {
        using var export = new MemoryStream(input);
        var verification = verifier.VerifyExportAsync(export, trust, CancellationToken.None)
            .AsTask().GetAwaiter().GetResult();
        Require(
            !verification.IsIntact
                || (verification.Entries == Entries.Length
                    && verification.Root == Convert.ToHexStringLower(Root())),
            "An export counts as intact that isn't the one over which the checkpoint was made.");
        return verification.IsIntact;
    }

    private static byte[] Entry(int number) => Encoding.UTF8.GetBytes($"{{\"action\":\"a\",\"id\":\"{number}\"}}");

    private static string Line(string entry, int index) =>
        $"{{{entry},\"index\":{index},\"leafHash\":\"{Convert.ToHexStringLower(Leaves[index])}\"}}\n";

    private static byte[] Pair() => MerkleHash.OfNode(Leaves[0], Leaves[1]);

    private static byte[] Root() => MerkleHash.OfNode(Pair(), Leaves[2]);

    private static string Note() => CheckpointNote.Write(
        new TreeHead(Origin, Entries.Length, Root()), [(new VerifierKey(Origin, new byte[32]), new byte[64])]);

    private static byte[] Input(byte kind, string rest) => [kind, .. Encoding.UTF8.GetBytes(rest)];
}
