using System.Text;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Proofs;
using CsCheck;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Proofs;

public sealed class AuditProverTests : IAsyncDisposable
{
    private readonly AuditFixture audit = new();
    private readonly AuditProver prover = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Keys => [audit.Keys.Verifier(AuditFixture.Origin).ToString()];

    [Fact]
    public async Task Every_entry_is_proven_to_somebody_without_the_log()
    {
        await audit.GrowAsync(13);
        foreach (var entry in await audit.ListAsync())
        {
            var proof = await ProveAsync(entry.Id);
            var judged = prover.Check(Encoding.UTF8.GetBytes(proof.Text), null, Keys);

            Assert.Null(judged.Problem);
            Assert.True(judged.IsSigned);
            Assert.Equal((entry.Index, 13), (judged.Index, judged.TreeSize));
            Assert.Equal(entry.Entry.ToArray(), judged.Entry!.Value.ToArray());
        }
    }

    [Fact]
    public async Task A_log_is_proven_to_continue_each_of_its_checkpoints_and_no_other()
    {
        await audit.GrowAsync(1, 2, 3, 4);
        await using var other = new AuditFixture(audit.Keys);
        await other.AppendAsync("different");
        await other.GrowAsync(0, 2);
        foreach (var older in await audit.Log.ListCheckpointsAsync(10, Cancel))
        {
            var held = new HeldCheckpoint("held", Encoding.UTF8.GetBytes(older.Note));
            var proof = Assert.IsType<AuditProofResult.Proven>(
                await prover.ProveContinuationAsync(audit.Log, held, Cancel)).Proof;

            var judged = prover.Check(Encoding.UTF8.GetBytes(proof.Text), held, Keys);
            Assert.Null(judged.Problem);
            Assert.Equal((older.TreeSize, 10), (judged.OldSize, judged.TreeSize));
        }

        var foreign = new HeldCheckpoint(
            "foreign", Encoding.UTF8.GetBytes((await other.Log.ReadHeadAsync(Cancel)).Checkpoint!.Note));
        var made = Assert.IsType<AuditProofResult.Proven>(
            await prover.ProveContinuationAsync(audit.Log, foreign, Cancel)).Proof;
        Assert.Contains(
            "history was changed",
            prover.Check(Encoding.UTF8.GetBytes(made.Text), foreign, Keys).Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_or_is_unknown_or_was_cut_off_has_no_proof()
    {
        await audit.GrowAsync(3);
        var longer = new HeldCheckpoint(
            "held", Encoding.UTF8.GetBytes((await audit.Log.ReadHeadAsync(Cancel)).Checkpoint!.Note));
        await using var shorter = new AuditFixture();
        await shorter.GrowAsync(2);
        var waiting = await audit.AppendAsync();

        Assert.IsType<AuditProofResult.Unproven>(await prover.ProveEntryAsync(audit.Log, waiting.Id, Cancel));
        Assert.IsType<AuditProofResult.NotFound>(await prover.ProveEntryAsync(audit.Log, Guid.Empty, Cancel));
        var cut = Assert.IsType<AuditProofResult.Unproven>(
            await prover.ProveContinuationAsync(shorter.Log, longer, Cancel));
        Assert.Contains("covers 3 entries, and this log has 2", cut.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_changed_anywhere_proves_nothing()
    {
        await audit.GrowAsync(11);
        var proof = Encoding.UTF8.GetBytes((await ProveAsync((await audit.ListAsync())[4].Id)).Text);
        Assert.Null(prover.Check(proof, null, Keys).Problem);

        for (var place = 0; place < proof.Length; place++)
        {
            byte[] changed = [.. proof];
            changed[place] ^= 1;
            Assert.NotNull(prover.Check(changed, null, Keys).Problem);
            Assert.NotNull(prover.Check(proof.AsMemory(0, place), null, Keys).Problem);
        }

        Gen.Byte.Array.Sample(random => Assert.NotNull(prover.Check(random, null, Keys).Problem));
    }

    [Fact]
    public async Task A_proof_under_a_foreign_key_is_refused_where_keys_are_named()
    {
        await audit.GrowAsync(2);
        var proof = Encoding.UTF8.GetBytes((await ProveAsync((await audit.ListAsync())[0].Id)).Text);
        var foreign = new TestCheckpointKeys(firstSeed: 9).Verifier(AuditFixture.Origin).ToString();

        Assert.Contains("isn't signed", prover.Check(proof, null, [foreign]).Problem, StringComparison.Ordinal);
        Assert.Null(prover.Check(proof, null, []).Problem);
        Assert.Throws<ArgumentException>(() => prover.Check(proof, null, ["no key"]));
    }

    public ValueTask DisposeAsync() => audit.DisposeAsync();

    private async Task<AuditProof> ProveAsync(Guid id) =>
        Assert.IsType<AuditProofResult.Proven>(await prover.ProveEntryAsync(audit.Log, id, Cancel)).Proof;
}
