using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Infrastructure.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Merkle;
using Cabinet.Tests.Infrastructure.Security.Audit.Merkle;

namespace Cabinet.Tests.Infrastructure.Security.Audit;

public sealed class AuditSequencerTests : IAsyncDisposable
{
    private readonly AuditFixture audit = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_get_their_places_in_the_order_of_their_commits_under_a_signed_checkpoint()
    {
        await audit.GrowAsync(3, 1, 7);

        var entries = await audit.ListAsync();
        var checkpoint = await audit.ReadCheckpointAsync();
        Assert.Equal(Enumerable.Range(0, 11).Select(index => (long?)index), entries.Select(entry => entry.Index));
        Assert.Equal(entries.Select(entry => entry.Number).Order(), entries.Select(entry => entry.Number));
        Assert.Equal(11, checkpoint.Head.Size);
        Assert.Equal(AuditFixture.Origin, checkpoint.Head.Origin);
        Assert.Equal(NaiveTree.Root([.. entries.Select(entry => entry.Entry.ToArray())]), checkpoint.Head.Root.ToArray());
        Assert.Equal(
            SignatureCheck.Signed, CheckpointNote.Check(checkpoint, [audit.Keys.Verifier(AuditFixture.Origin)]));
    }

    [Fact]
    public async Task A_log_at_rest_gets_no_checkpoint()
    {
        await audit.GrowAsync(2);

        Assert.Equal(0, await audit.Sequencer.SequenceAsync(1_000, Cancel));
        Assert.Single(await audit.Log.ListCheckpointsAsync(10, Cancel));
        Assert.Equal(1, audit.Keys.Signatures);
    }

    [Fact]
    public async Task A_batch_is_bounded()
    {
        for (var number = 0; number < 5; number++)
        {
            await audit.AppendAsync();
        }

        Assert.Equal(2, await audit.Sequencer.SequenceAsync(2, Cancel));
        Assert.Equal(new AuditHead(2, 3, null), (await audit.Log.ReadHeadAsync(Cancel)) with { Checkpoint = null });
    }

    [Fact]
    public async Task Ten_thousand_events_from_many_nodes_become_one_tree_and_each_is_proven()
    {
        const int Count = 10_000;
        for (var number = 0; number < Count; number++)
        {
            await audit.AppendAsync();
        }

        await Parallel.ForAsync(0, 8, Cancel, async (node, cancel) =>
        {
            var sequencer = audit.NewSequencer();
            while ((await audit.Log.ReadHeadAsync(cancel)).Waiting > 0)
            {
                await sequencer.SequenceAsync(100 + (node * 7), cancel);
            }
        });

        var entries = new List<AuditEntryRecord>();
        while (entries.Count < Count)
        {
            entries.AddRange(await audit.ListAsync(entries.Count));
        }

        var checkpoint = await audit.ReadCheckpointAsync();
        Assert.Equal(Count, checkpoint.Head.Size);
        Assert.Equal(Count, entries.DistinctBy(entry => entry.Id).Count());
        Assert.Equal(NaiveTree.Root([.. entries.Select(entry => entry.Entry.ToArray())]), checkpoint.Head.Root.ToArray());
        var nodes = StoredNodes.Of(audit.Log);
        foreach (var entry in entries)
        {
            var proof = await MerkleProofs.ProveInclusionAsync(entry.Index!.Value, Count, nodes, Cancel);
            Assert.True(MerkleVerifier.IsIncluded(
                MerkleHash.OfLeaf(entry.Entry.Span), entry.Index.Value, Count, proof, checkpoint.Head.Root.Span));
        }
    }

    [Fact]
    public async Task Every_checkpoint_is_the_start_of_every_later_one()
    {
        await audit.GrowAsync(1, 1, 2, 3, 5, 8, 13);
        var checkpoints = (await audit.Log.ListCheckpointsAsync(100, Cancel)).Reverse().Select(Read).ToArray();

        foreach (var (first, second) in checkpoints.SelectMany(one => checkpoints, (one, other) => (one, other))
            .Where(pair => pair.one.Size <= pair.other.Size))
        {
            var proof = await MerkleProofs.ProveConsistencyAsync(
                first.Size, second.Size, StoredNodes.Of(audit.Log), Cancel);
            Assert.True(MerkleVerifier.IsConsistent(
                first.Size, first.Root.Span, second.Size, second.Root.Span, proof));
        }

        Assert.Equal(7, checkpoints.Length);
    }

    [Fact]
    public async Task A_sequencer_that_was_overtaken_changes_nothing()
    {
        await audit.GrowAsync(3);
        await audit.AppendAsync();
        var overtaken = audit.NewSequencer(new OvertakenStore(audit.Store, async () =>
        {
            await audit.AppendAsync();
            Assert.Equal(2, await audit.Sequencer.SequenceAsync(1_000, Cancel));
        }));

        Assert.Equal(0, await overtaken.SequenceAsync(1_000, Cancel));

        Assert.Equal(5, (await audit.ReadCheckpointAsync()).Head.Size);
        Assert.Equal(0, await audit.Sequencer.SequenceAsync(1_000, Cancel));
    }

    [Fact]
    public async Task A_sequencer_that_dies_before_its_commit_leaves_everything_to_the_next()
    {
        await audit.GrowAsync(3);
        await audit.AppendAsync();
        var dying = audit.NewSequencer(new OvertakenStore(audit.Store, () => throw new IOException("killed")));

        await Assert.ThrowsAsync<IOException>(async () => await dying.SequenceAsync(1_000, Cancel));
        Assert.Equal(1, await audit.Sequencer.SequenceAsync(1_000, Cancel));

        Assert.Equal(4, (await audit.ReadCheckpointAsync()).Head.Size);
    }

    [Fact]
    public async Task After_a_rotation_one_checkpoint_carries_both_signatures()
    {
        await audit.GrowAsync(2);
        audit.Keys.Rotate();
        await audit.GrowAsync(1);
        var handOver = await audit.ReadCheckpointAsync();
        await audit.GrowAsync(1);
        var after = await audit.ReadCheckpointAsync();

        var (old, young) = (audit.Keys.Verifier(AuditFixture.Origin), audit.Keys.Verifier(AuditFixture.Origin, 2));
        Assert.Equal(2, handOver.Signatures.Count);
        Assert.Equal(SignatureCheck.Signed, CheckpointNote.Check(handOver, [old]));
        Assert.Equal(SignatureCheck.Signed, CheckpointNote.Check(handOver, [young]));
        Assert.Equal(SignatureCheck.Unknown, CheckpointNote.Check(after, [old]));
        Assert.Equal(SignatureCheck.Signed, CheckpointNote.Check(after, [young]));
    }

    [Theory]
    [InlineData(0, 0, "stored hashes don't lead to the root")]
    [InlineData(2, 0, "stored hashes don't lead to the root")]
    public async Task Nothing_is_signed_over_a_tree_that_was_altered(int level, long index, string problem)
    {
        await audit.GrowAsync(5);
        await audit.AppendAsync();
        var head = await audit.Log.ReadHeadAsync(Cancel);
        await TamperAsync([new AuditNode(level, index, new byte[32]), new AuditNode(0, 4, new byte[32])], head.Checkpoint!);

        await AssertRefusedAsync(problem);
    }

    [Fact]
    public async Task Nothing_is_signed_after_a_checkpoint_of_somebody_else()
    {
        await using var other = new AuditFixture(new TestCheckpointKeys(firstSeed: 9));
        await other.GrowAsync(5);
        await audit.GrowAsync(5);
        await audit.AppendAsync();
        var foreign = (await other.Log.ReadHeadAsync(Cancel)).Checkpoint!;

        await TamperAsync([], foreign);
        await AssertRefusedAsync("isn't signed by a key of this ring");
        await TamperAsync([], foreign with { Note = "nonsense" });
        await AssertRefusedAsync("can't be read");
        await TamperAsync([], foreign with { Note = foreign.Note.Replace("\n5\n", "\n4\n", StringComparison.Ordinal) });
        await AssertRefusedAsync("has 5 entries, and its newest checkpoint covers 4");
    }

    public ValueTask DisposeAsync() => audit.DisposeAsync();

    private static TreeHead Read(AuditCheckpoint checkpoint)
    {
        Assert.True(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(checkpoint.Note), out var read));
        return read.Head;
    }

    private async Task TamperAsync(AuditNode[] nodes, AuditCheckpoint checkpoint)
    {
        var size = (await audit.Log.ReadHeadAsync(Cancel)).TreeSize;
        Assert.IsType<CommitResult.Committed>(
            await audit.Driver.CommitAsync(new WriteSet(new SequenceAudit(size, [], nodes, checkpoint)), Cancel));
    }

    private async Task AssertRefusedAsync(string problem)
    {
        var signatures = audit.Keys.Signatures;
        var refused = await Assert.ThrowsAsync<StoreException>(
            async () => await audit.Sequencer.SequenceAsync(1_000, Cancel));
        Assert.Equal(StoreFault.Corrupt, refused.Fault);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Equal(signatures, audit.Keys.Signatures);
        Assert.Equal(1, (await audit.Log.ReadHeadAsync(Cancel)).Waiting);
    }
}
