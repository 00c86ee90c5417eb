using System.Buffers.Binary;
using System.Text;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Merkle;
using NSec.Cryptography;

namespace Cabinet.Fuzz.Targets;

/// <summary>
/// What somebody brings who wants to verify the audit. The first byte says what the rest is: a checkpoint (C2SP
/// tlog-checkpoint), a verifier's key (vkey), a proof of inclusion or a proof of consistency. Only the checkpoint that
/// was signed here counts as signed.
/// </summary>
internal sealed class CheckpointTarget : FuzzTarget
{
    private const int Kinds = 4;
    private const string Origin = "cabinet.example/audit";

    private static readonly TreeHead Head = new(Origin, 3, Root());

    private readonly Key signing = Key.Import(
        SignatureAlgorithm.Ed25519, new byte[32], KeyBlobFormat.RawPrivateKey);

    private readonly VerifierKey trusted;

    internal CheckpointTarget() =>
        trusted = new VerifierKey(Origin, signing.PublicKey.Export(KeyBlobFormat.RawPublicKey));

    internal override string Name => "checkpoint";

    internal override IEnumerable<byte[]> Seeds()
    {
        var text = Head.ToText();
        var signature = SignatureAlgorithm.Ed25519.Sign(signing, Encoding.UTF8.GetBytes(text));
        var other = trusted with { Name = "witness" };
        var note = CheckpointNote.Write(Head, [(trusted, signature), (other, new byte[64])]);
        yield return Input(0, Encoding.UTF8.GetBytes(note));
        yield return Input(0, Encoding.UTF8.GetBytes(CheckpointNote.Write(Head, [(trusted, new byte[64])])));
        yield return Input(0, Encoding.UTF8.GetBytes($"{Origin}\n007\nAAAA\nextension\n\n\u2014 a b\n"));
        yield return Input(1, Encoding.UTF8.GetBytes(trusted.ToString()));
        yield return Input(1, Encoding.UTF8.GetBytes($"{Origin}+00000000+AQ=="));

        // The third leaf of three stands alone beside the node of the other two.
        yield return Input(2, [.. Number(2), .. Number(3), .. Leaf(2), .. Root(), .. Pair()]);
        yield return Input(2, [.. Number(0), .. Number(3), .. Leaf(0), .. Root(), .. Leaf(1), .. Leaf(2)]);
        yield return Input(3, [.. Number(2), .. Number(3), .. Pair(), .. Root(), .. Leaf(2)]);
        byte[] largest = [.. Number(long.MaxValue - 1), .. Number(long.MaxValue)];
        yield return Input(3, [.. largest, .. Root(), .. Root(), .. Leaf(2)]);
    }

    protected override bool Decode(ReadOnlySpan<byte> input)
    {
        return (Selector(ref input) % Kinds) switch
        {
            0 => DecodeNote(input),
            1 => DecodeKey(Encoding.UTF8.GetString(input)),
            var kind => Verify(input, isInclusion: kind == 2),
        };
    }

    private bool DecodeNote(ReadOnlySpan<byte> note)
    {
        if (!SignedCheckpoint.TryParse(note, out var checkpoint))
        {
            return false;
        }

        Require(note.StartsWith(checkpoint.Signed.Span), "What is signed isn't what was read.");
        Require(
            checkpoint.Signed.Span.StartsWith(Encoding.UTF8.GetBytes(checkpoint.Head.ToText())),
            "What it says isn't what is signed.");
        if (CheckpointNote.Check(checkpoint, [trusted]) == SignatureCheck.Signed)
        {
            Require(
                checkpoint.Signed.Span.SequenceEqual(Encoding.UTF8.GetBytes(Head.ToText())),
                "A checkpoint counts as signed that nobody signed.");
        }

        return true;
    }

    private static bool DecodeKey(string text)
    {
        if (!VerifierKey.TryParse(text, out var key))
        {
            return false;
        }

        Require(key.ToString() == text, "A key is written in two ways.");
        return true;
    }

    private static bool Verify(ReadOnlySpan<byte> input, bool isInclusion)
    {
        const int Start = 2 * sizeof(long) + 2 * MerkleHash.Size;
        if (input.Length < Start)
        {
            return false;
        }

        var first = BinaryPrimitives.ReadInt64BigEndian(input);
        var second = BinaryPrimitives.ReadInt64BigEndian(input[sizeof(long)..]);
        var hashes = input[(2 * sizeof(long))..];
        var start = hashes[..MerkleHash.Size];
        var root = hashes.Slice(MerkleHash.Size, MerkleHash.Size);

        // The last hash may be too short, as it may be where a proof comes from outside.
        var proof = input[Start..].ToArray().Chunk(MerkleHash.Size).ToArray();
        return isInclusion
            ? MerkleVerifier.IsIncluded(start, first, second, proof, root)
            : MerkleVerifier.IsConsistent(first, start, second, root, proof);
    }

    private static byte[] Leaf(byte number) => MerkleHash.OfLeaf([number]);

    private static byte[] Pair() => MerkleHash.OfNode(Leaf(0), Leaf(1));

    private static byte[] Root() => MerkleHash.OfNode(Pair(), Leaf(2));

    private static byte[] Input(byte kind, byte[] rest) => [kind, .. rest];

    private static byte[] Number(long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
