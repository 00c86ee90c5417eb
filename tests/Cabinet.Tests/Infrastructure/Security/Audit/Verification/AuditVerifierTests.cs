using System.Text;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Verification;

namespace Cabinet.Tests.Infrastructure.Security.Audit.Verification;

public sealed class AuditVerifierTests : IAsyncDisposable
{
    private readonly AuditFixture audit = new();
    private readonly AuditVerifier verifier = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_nobody_changed_is_intact_and_covered_by_what_is_trusted()
    {
        var held = await GrowAsync();

        var verified = await VerifyAsync(await TamperedLog.CopyAsync(audit), Trust(held));

        Assert.Empty(verified.Findings);
        Assert.Equal((20, 11, 3), (verified.Entries, verified.Covered, verified.OwnCheckpoints));
        Assert.Equal(20, (await VerifyAsync(await TamperedLog.CopyAsync(audit), WithKey())).Covered);
        Assert.Equal(0, (await VerifyAsync(await TamperedLog.CopyAsync(audit), new AuditTrust([], []))).Covered);
    }

    [Fact]
    public async Task An_edit_is_named()
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Edit(6);

        var verified = await VerifyAsync(log, Trust(held));

        AssertFound(verified, AuditFindingKind.EntryEdited, 6, "Entry 6 was edited");
        AssertFound(verified, AuditFindingKind.Rebuilt, 11, "held fits the stored hashes and not the entries");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_deletion_is_named_once_also_when_what_followed_moved_up(bool movesUp)
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Delete(6, movesUp);

        var verified = await VerifyAsync(log, Trust(held));

        AssertFound(verified, AuditFindingKind.EntryMissing, 6, "Entry 6 is missing");
        Assert.DoesNotContain(verified.Findings, finding => finding.Kind == AuditFindingKind.EntryEdited);
        Assert.Equal(19, verified.Entries);
    }

    [Fact]
    public async Task A_change_of_order_is_named()
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Swap(3, 8);

        var verified = await VerifyAsync(log, Trust(held));

        AssertFound(verified, AuditFindingKind.EntryMoved, 3, "Entry 3 was moved: it is the one whose place is 8");
        AssertFound(verified, AuditFindingKind.EntryMoved, 8, "Entry 8 was moved: it is the one whose place is 3");
    }

    [Fact]
    public async Task A_cut_off_end_is_named_even_when_checkpoints_and_hashes_went_with_it()
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Entries.RemoveRange(4, log.Entries.Count - 4);
        log.Checkpoints.RemoveRange(1, 2);

        Assert.Empty((await VerifyAsync(log, WithKey())).Findings);
        var verified = await VerifyAsync(log, Trust(held));

        AssertFound(verified, AuditFindingKind.Truncated, 4, "held covers 11 entries, and there are 4");
    }

    [Fact]
    public async Task A_tree_rebuilt_under_a_key_of_the_attackers_own_is_named()
    {
        var held = await GrowAsync();
        await using var attacker = new AuditFixture(new TestCheckpointKeys(firstSeed: 9));
        await attacker.GrowAsync(4, 7, 9);
        var log = await TamperedLog.CopyAsync(attacker);

        // The entries are alike, so the first is changed: history was.
        await attacker.AppendAsync("another");
        AssertFound(
            await VerifyAsync(log, WithKey()), AuditFindingKind.Untrusted, 20, "isn't signed by a key that you trust");
        var changed = await RebuildAsync(new TestCheckpointKeys(firstSeed: 9));
        AssertFound(await VerifyAsync(changed, Trust(held)), AuditFindingKind.Rebuilt, 11, "history was changed somewhere");
    }

    [Fact]
    public async Task A_tree_rebuilt_under_the_real_key_is_named_by_a_held_checkpoint_alone()
    {
        var held = await GrowAsync();
        var log = await RebuildAsync(new TestCheckpointKeys());

        Assert.Empty((await VerifyAsync(log, WithKey())).Findings);
        AssertFound(await VerifyAsync(log, Trust(held)), AuditFindingKind.Rebuilt, 11, "from entry 0 to 10");
    }

    [Fact]
    public async Task The_place_of_a_change_is_bounded_by_the_checkpoints_that_still_fit()
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Edit(6);
        log.Nodes.Clear();

        var verified = await VerifyAsync(log, Trust(held));

        AssertFound(verified, AuditFindingKind.Rebuilt, 11, "somewhere from entry 0 to 10");
        AssertFound(verified, AuditFindingKind.Rebuilt, 11, "somewhere from entry 4 to 10");
    }

    [Fact]
    public async Task A_changed_hash_is_named_and_the_entries_stay_proven()
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Nodes[(2, 1)] = new byte[32];

        var verified = await VerifyAsync(log, Trust(held));

        AssertFound(verified, AuditFindingKind.HashChanged, 4, "entries 4 to 7");
        Assert.Single(verified.Findings);
        Assert.Equal(11, verified.Covered);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(100_000)]
    public async Task What_is_no_hash_harms_nothing(int length)
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Nodes[(0, 6)] = new byte[length];
        log.Nodes[(1, 2)] = new byte[length];

        var verified = await VerifyAsync(log, Trust(held));

        AssertFound(verified, AuditFindingKind.HashChanged, 4, "entries 4 to 5");
        Assert.Equal(11, verified.Covered);
    }

    [Fact]
    public async Task A_row_far_beyond_the_others_does_not_make_it_count_for_ever()
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Entries[^1] = log.Entries[^1] with { Index = long.MaxValue - 1 };

        AssertFound(await VerifyAsync(log, Trust(held)), AuditFindingKind.EntryMissing, 19, "are missing");
    }

    [Fact]
    public async Task A_row_under_a_wrong_id_is_named()
    {
        await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        log.Entries[5] = log.Entries[5] with { Id = new Guid(77, 0, 0, new byte[8]) };

        AssertFound(await VerifyAsync(log, WithKey()), AuditFindingKind.EntryEdited, 5, "isn't the one in it");
    }

    [Fact]
    public async Task A_bad_signature_a_foreign_checkpoint_and_what_is_none_are_named()
    {
        var held = await GrowAsync();
        var log = await TamperedLog.CopyAsync(audit);
        var newest = log.Checkpoints[^1];
        log.Checkpoints[^1] = newest with { Note = Forge(newest.Note) };
        var other = Encoding.UTF8.GetString(held.Note.Span).Replace(AuditFixture.Origin, "other/log", StringComparison.Ordinal);
        var trust = new AuditTrust(
            WithKey().VerifierKeys,
            [held with { Note = Encoding.UTF8.GetBytes(other) }, new HeldCheckpoint("scrap", new byte[] { 1 })]);

        var verified = await VerifyAsync(log, trust);

        AssertFound(verified, AuditFindingKind.BadSignature, 20, "that key didn't sign it");
        AssertFound(verified, AuditFindingKind.OtherLog, null, "is of the log other/log");
        AssertFound(verified, AuditFindingKind.Unreadable, null, "scrap isn't a checkpoint");
        AssertFound(verified, AuditFindingKind.Untrusted, 11, "held isn't signed");
    }

    [Fact]
    public async Task An_export_verifies_and_every_change_to_it_is_found()
    {
        var held = await GrowAsync();
        using var export = new MemoryStream();
        Assert.Equal(20, await new AuditExporter().ExportAsync(audit.Log, export, Cancel));
        var lines = Encoding.UTF8.GetString(export.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(21, lines.Length);
        Assert.Empty((await VerifyExportAsync(lines, Trust(held))).Findings);
        Assert.Equal(20, (await VerifyExportAsync(lines, WithKey())).Covered);
        string[] edited = [.. lines];
        edited[6] = edited[6].Replace("because", "becausE", StringComparison.Ordinal);
        AssertFound(await VerifyExportAsync(edited, Trust(held)), AuditFindingKind.EntryEdited, 6, "edited");
        AssertFound(
            await VerifyExportAsync([.. lines[..6], .. lines[7..]], Trust(held)), AuditFindingKind.Unreadable, null, "missing");
        AssertFound(await VerifyExportAsync(lines[..5], Trust(held)), AuditFindingKind.Truncated, 5, "there are 5");
        AssertFound(await VerifyExportAsync(lines[..5], WithKey()), AuditFindingKind.Unreadable, null, "end was cut off");
        AssertFound(await VerifyExportAsync(["nonsense", .. lines], Trust(held)), AuditFindingKind.Unreadable, null, "Line 1");
        Assert.NotEmpty((await VerifyExportAsync([new string('x', 300_000), .. lines], Trust(held))).Findings);
    }

    public ValueTask DisposeAsync() => audit.DisposeAsync();

    private static AuditTrust Trust(HeldCheckpoint held) => new([], [held]);

    private static void AssertFound(AuditVerification verified, AuditFindingKind kind, long? index, string part) =>
        Assert.Contains(
            verified.Findings,
            finding => finding.Kind == kind && finding.Index == index
                && finding.Message.Contains(part, StringComparison.Ordinal));

    private static string Forge(string note) =>
        note[..^20] + (note[^20] == 'A' ? 'B' : 'A') + note[^19..];

    private AuditTrust WithKey() => new([audit.Keys.Verifier(AuditFixture.Origin).ToString()], []);

    /// <summary>Grows the log to 4, 11 and 20 entries, and keeps the checkpoint over 11.</summary>
    private async Task<HeldCheckpoint> GrowAsync()
    {
        await audit.GrowAsync(4, 7);
        var note = (await audit.Log.ReadHeadAsync(Cancel)).Checkpoint!.Note;
        await audit.GrowAsync(9);
        return new HeldCheckpoint("held", Encoding.UTF8.GetBytes(note));
    }

    private static async Task<TamperedLog> RebuildAsync(TestCheckpointKeys keys)
    {
        await using var rebuilt = new AuditFixture(keys);
        await rebuilt.AppendAsync("another reason");
        await rebuilt.GrowAsync(0, 19);
        return await TamperedLog.CopyAsync(rebuilt);
    }

    private async Task<AuditVerification> VerifyAsync(TamperedLog log, AuditTrust trust) =>
        await verifier.VerifyAsync(log, trust, Cancel);

    private async Task<AuditVerification> VerifyExportAsync(string[] lines, AuditTrust trust)
    {
        using var export = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));
        return await verifier.VerifyExportAsync(export, trust, Cancel);
    }
}
