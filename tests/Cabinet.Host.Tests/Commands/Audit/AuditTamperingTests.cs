using System.Globalization;

namespace Cabinet.Host.Tests.Commands.Audit;

/// <summary>A held-back checkpoint against somebody who can write the database, and who may even have the keys.</summary>
public sealed class AuditTamperingTests(AuditedStore store) : IClassFixture<AuditedStore>, IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public async Task What_nobody_changed_is_intact_without_any_root_key()
    {
        var data = folder.Copy(store.Data, "data");
        File.Delete(Path.Combine(data, "root.key"));

        var verified = (await VerifyAsync(data)).Succeeded().Lines[0];

        Assert.True(verified.GetProperty("intact").GetBoolean());
        Assert.Equal(store.Count, verified.GetProperty("entries").GetInt32());
        Assert.Equal(store.Count, verified.GetProperty("covered").GetInt32());
    }

    [Theory]
    [InlineData("UPDATE audit SET entry = CAST(replace(CAST(entry AS TEXT), 'history 3', 'history 4') AS BLOB)",
        "entryEdited", "was edited")]
    [InlineData("DELETE FROM audit WHERE idx = 2", "entryMissing", "Entry 2 is missing")]
    [InlineData("DELETE FROM audit WHERE idx = 2; UPDATE audit SET idx = -idx WHERE idx > 2; "
        + "UPDATE audit SET idx = -idx - 1 WHERE idx < -2", "entryMissing", "Entry 2 is missing: it was taken out")]
    [InlineData("UPDATE audit SET idx = -1 WHERE idx = 1; UPDATE audit SET idx = 1 WHERE idx = 3; "
        + "UPDATE audit SET idx = 3 WHERE idx = -1", "entryMoved", "Entry 1 was moved: it is the one whose place is 3")]
    [InlineData("DELETE FROM audit WHERE idx > 3", "truncated", "covers")]
    [InlineData("DELETE FROM audit WHERE idx > 3; DELETE FROM audit_checkpoint WHERE tree_size > 4; "
        + "DELETE FROM audit_node WHERE ((idx + 1) << level) > 4", "truncated", "there are 4")]
    [InlineData("UPDATE audit_node SET hash = zeroblob(32) WHERE level = 1 AND idx = 0", "hashChanged", "entries 0 to 1")]
    public async Task Every_change_by_sql_is_named(string sql, string kind, string message)
    {
        var data = folder.Copy(store.Data, "data");
        RawDatabase.Execute(data, sql);

        var result = await VerifyAsync(data);

        Assert.Equal(5, result.ExitCode);
        var verified = Assert.Single(result.Lines);
        Assert.False(verified.GetProperty("intact").GetBoolean());
        Assert.Contains(verified.GetProperty("findings").EnumerateArray(), finding =>
            finding.GetProperty("kind").GetString() == kind
            && finding.GetProperty("message").GetString()!.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_history_under_the_real_key_is_found_by_the_held_checkpoint_alone()
    {
        // Whoever has the data folder has its root key: an older copy, on which a real node makes another history.
        var data = folder.Copy(store.Younger, "data");
        AuditedStore.Plant(data, "second history", store.Count);
        Assert.True(await AuditedStore.SequenceAsync(data) >= store.Count);

        var vkey = await KeyAsync(data);
        (await CabinetProgram.RunAsync("audit", "verify", "--data", data, "--vkey", vkey)).Succeeded();
        var result = await VerifyAsync(data);

        Assert.Equal(5, result.ExitCode);
        Assert.Contains("was signed over other entries", result.Results, StringComparison.Ordinal);
        var proof = await CabinetProgram.RunAsync(
            "audit", "prove", "--from-checkpoint", store.Held, "--data", data);
        var path = folder.Write("proof", proof.Succeeded().Results);
        var judged = await CabinetProgram.RunAsync("audit", "prove", "--check", path, "--from-checkpoint", store.Held);
        Assert.Equal(5, judged.ExitCode);
        Assert.Contains("history was changed", judged.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_rebuilt_under_a_key_of_somebody_else_is_found_by_checkpoint_and_by_key()
    {
        var data = folder.Copy(store.Data, "data");
        var own = folder.At("own");
        (await CabinetProgram.RunAsync("db", "migrate", "--data", own)).Succeeded();
        AuditedStore.Plant(own, "their history", store.Count);
        await AuditedStore.SequenceAsync(own);
        RawDatabase.Execute(
            data,
            string.Create(CultureInfo.InvariantCulture, $"ATTACH '{Path.Combine(own, "cabinet.db")}' AS own;")
                + "DELETE FROM audit; INSERT INTO audit SELECT * FROM own.audit;"
                + "DELETE FROM audit_node; INSERT INTO audit_node SELECT * FROM own.audit_node;"
                + "DELETE FROM audit_checkpoint; INSERT INTO audit_checkpoint SELECT * FROM own.audit_checkpoint;"
                + "DELETE FROM key_version; INSERT INTO key_version SELECT * FROM own.key_version");

        (await CabinetProgram.RunAsync("audit", "verify", "--data", data)).Succeeded();
        var byCheckpoint = await VerifyAsync(data);
        var byKey = await CabinetProgram.RunAsync("audit", "verify", "--data", data, "--vkey", await KeyAsync(store.Data));

        Assert.Equal((5, 5), (byCheckpoint.ExitCode, byKey.ExitCode));
        Assert.Contains("was signed over other entries", byCheckpoint.Results, StringComparison.Ordinal);
        Assert.Contains("isn't signed by a key that you trust", byKey.Results, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<string> KeyAsync(string data)
    {
        var result = await CabinetProgram.RunAsync("audit", "checkpoint", "--data", data, "--json");
        return result.Succeeded().Lines[0].GetProperty("verifierKeys")[0].GetString()!;
    }

    private Task<ProgramResult> VerifyAsync(string data) => CabinetProgram.RunAsync(
        "audit", "verify", "--data", data, "--checkpoint", store.Held, "--json");
}
