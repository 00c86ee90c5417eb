using System.Numerics;
using CsCheck;
using Cabinet.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Merkle;

public sealed class MerkleTreeTests
{
    private const int Largest = 130;
    private static readonly byte[][] Entries = [.. Enumerable.Range(0, 300).Select(BitConverter.GetBytes)];
    private readonly Dictionary<(int, long), byte[]> stored = [];
    private int reads;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_root_is_the_naive_one_at_every_size()
    {
        var tree = new CompactRange();
        for (var size = 0; size < Entries.Length; size++)
        {
            Assert.Equal(NaiveTree.Root(Entries[..size]), tree.ReadRoot());
            tree.Append(MerkleHash.OfLeaf(Entries[size]));
        }
    }

    [Fact]
    public async Task A_tree_read_from_the_store_goes_on_as_if_it_had_never_been_put_down()
    {
        Grow(Entries.Length);
        for (var size = 0; size < Entries.Length; size++)
        {
            var tree = await CompactRange.LoadAsync(size, Stored, null, Cancel);
            tree.Append(MerkleHash.OfLeaf(Entries[size]));

            Assert.Equal(NaiveTree.Root(Entries[..(size + 1)]), tree.ReadRoot());
        }
    }

    [Fact]
    public async Task Every_entry_of_every_tree_has_the_naive_proof_and_it_verifies()
    {
        Grow(Largest);
        for (var size = 1; size <= Largest; size++)
        {
            var root = NaiveTree.Root(Entries[..size]);
            for (var index = 0; index < size; index++)
            {
                var proof = await MerkleProofs.ProveInclusionAsync(index, size, Stored, Cancel);
                var leaf = MerkleHash.OfLeaf(Entries[index]);

                Assert.Equal(NaiveTree.Path(index, Entries[..size]), proof);
                Assert.True(MerkleVerifier.IsIncluded(leaf, index, size, proof, root));
                Assert.False(MerkleVerifier.IsIncluded(leaf, (index + 1) % (size + 1), size, proof, root));
            }
        }
    }

    [Fact]
    public async Task Every_pair_of_sizes_has_the_naive_consistency_proof_and_it_verifies()
    {
        Grow(Largest);
        byte[][] roots = [.. Enumerable.Range(0, Largest + 1).Select(size => NaiveTree.Root(Entries[..size]))];
        for (var second = 1; second <= Largest; second++)
        {
            Assert.True(MerkleVerifier.IsConsistent(0, roots[0], second, roots[second], []));
            for (var first = 1; first <= second; first++)
            {
                var proof = await MerkleProofs.ProveConsistencyAsync(first, second, Stored, Cancel);

                Assert.Equal(NaiveTree.Proof(first, Entries[..second]), proof);
                Assert.True(MerkleVerifier.IsConsistent(first, roots[first], second, roots[second], proof));
                Assert.False(MerkleVerifier.IsConsistent(first, roots[first - 1], second, roots[second], proof));
            }
        }
    }

    [Fact]
    public async Task A_proof_with_any_hash_changed_left_out_or_added_proves_nothing()
    {
        Grow(Largest);
        await Gen.Select(Gen.Int[2, Largest], Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue]).SampleAsync(
            async (size, chosen, place) =>
            {
                var index = chosen % size;
                var root = NaiveTree.Root(Entries[..size]);
                var leaf = MerkleHash.OfLeaf(Entries[index]);
                var proof = await MerkleProofs.ProveInclusionAsync(index, size, Stored, Cancel);
                byte[][] changed = [.. proof.Select(hash => hash.ToArray())];
                changed[place % changed.Length][place % 32] ^= 1;

                Assert.False(MerkleVerifier.IsIncluded(leaf, index, size, changed, root));
                Assert.False(MerkleVerifier.IsIncluded(leaf, index, size, [.. proof.Skip(1)], root));
                Assert.False(MerkleVerifier.IsIncluded(leaf, index, size, [.. proof, leaf], root));
            },
            iter: 500);
    }

    [Fact]
    public async Task Proofs_take_few_reads()
    {
        Grow(Entries.Length);
        var most = 0;
        for (var index = 0; index < Entries.Length; index++)
        {
            reads = 0;
            await MerkleProofs.ProveInclusionAsync(index, Entries.Length, Stored, Cancel);
            await MerkleProofs.ProveConsistencyAsync(index, Entries.Length, Stored, Cancel);
            most = Math.Max(most, reads);
        }

        // Twice per proof: the hashes beside the way, and the edge that isn't complete.
        Assert.InRange(most, 1, 4 * (BitOperations.Log2((uint)Entries.Length) + 1));
    }

    [Fact]
    public void Sizes_beyond_any_tree_are_refused_without_harm()
    {
        byte[][] proof = [.. Enumerable.Repeat(new byte[32], 64)];

        Assert.False(MerkleVerifier.IsIncluded(new byte[32], long.MaxValue - 1, long.MaxValue, proof, new byte[32]));
        Assert.False(MerkleVerifier.IsIncluded(new byte[32], -1, 1, [], new byte[32]));
        Assert.False(MerkleVerifier.IsConsistent(1, new byte[32], long.MaxValue, new byte[32], proof));
        Assert.False(MerkleVerifier.IsConsistent(2, new byte[32], 1, new byte[32], []));
        Assert.False(MerkleVerifier.IsConsistent(1, new byte[31], 1, new byte[31], []));
    }

    private void Grow(int size)
    {
        var tree = new CompactRange((level, index, hash) => stored.Add((level, index), hash));
        foreach (var entry in Entries[..size])
        {
            tree.Append(MerkleHash.OfLeaf(entry));
        }
    }

    private ValueTask<ReadOnlyMemory<byte>> Stored(int level, long index, CancellationToken cancellationToken)
    {
        reads++;
        return new(stored[(level, index)]);
    }
}
