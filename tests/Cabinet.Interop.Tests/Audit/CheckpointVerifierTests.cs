using System.Text;
using Cabinet.Application;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.Persistence.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Interop.Tests.Audit;

/// <summary>
/// Checkpoints and proofs before verifiers that others wrote: Sigstore's (npm) for the note, its signature and the tree,
/// and openssl for the signature over the exact bytes.
/// </summary>
public sealed class CheckpointVerifierTests(NodeBridge node) : IAsyncLifetime
{
    private const int Events = 300;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cabinet-audit-");
    private ServiceProvider services = null!;
    private string note = "";
    private string verifierKey = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IStore Store => services.GetRequiredService<IStore>();

    public async ValueTask InitializeAsync()
    {
        services = new ServiceCollection()
            .AddCabinet(cabinet => cabinet.UseRootKeyFile(Path.Combine(folder.FullName, "root.key")))
            .AddInMemoryStore()
            .BuildServiceProvider();
        await CabinetStartup.OpenCabinetAsync(services, Cancel);
        var ids = services.GetRequiredService<IIdGenerator>();
        for (var number = 0; number < Events; number++)
        {
            await Store.CommitAsync(new WriteSet(new AppendAudit(NewEvent(ids.Next(), number))), Cancel);
        }

        while (await services.GetRequiredService<IAuditSequencer>().SequenceAsync(70, Cancel) > 0)
        {
        }

        note = (await Store.Audit.ReadHeadAsync(Cancel)).Checkpoint!.Note;
        var keys = await services.GetRequiredService<IAuditVerifierKeys>().ListAsync(Store.Keys, Store.Audit, Cancel);
        verifierKey = Assert.Single(keys).Text;
    }

    [Fact]
    public async Task Sigstore_verifies_a_checkpoint_and_reads_what_it_says()
    {
        var read = await node.CallAsync("sigstore", "checkpoint", new { note, verifierKey });

        var lines = note.Split('\n');
        Assert.Equal(lines[0], read.GetProperty("origin").GetString());
        Assert.Equal(lines[1], read.GetProperty("size").GetInt64().ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(lines[2], read.GetProperty("root").GetString());
    }

    [Fact]
    public async Task Sigstore_refuses_a_checkpoint_that_was_changed()
    {
        var grown = note.Replace("\n3", "\n4", StringComparison.Ordinal);

        Assert.NotEqual(note, grown);
        await Assert.ThrowsAsync<NodeException>(
            async () => await node.CallAsync("sigstore", "checkpoint", new { note = grown, verifierKey }));
    }

    [Fact]
    public async Task Sigstore_verifies_the_proof_of_every_entry_and_refuses_another_entrys()
    {
        var prover = services.GetRequiredService<IAuditProver>();
        var listed = await Store.Audit.ListAsync(0, 1_000, Cancel);
        var entries = new List<object>();
        foreach (var entry in listed)
        {
            var proof = Assert.IsType<AuditProofResult.Proven>(
                await prover.ProveEntryAsync(Store.Audit, entry.Id, Cancel)).Proof;
            entries.Add(new
            {
                index = proof.Index,
                body = Convert.ToBase64String(entry.Entry.Span),
                hashes = proof.Hashes.Select(hash => Convert.ToBase64String(hash.Span)),
            });
        }

        var verified = await node.CallAsync("sigstore", "inclusion", new { note, verifierKey, entries });
        Assert.Equal(Events + 3, verified.GetInt32());

        var swapped = new[] { entries[1] };
        var wrong = new { index = 0, body = Convert.ToBase64String(listed[0].Entry.Span), hashes = Array.Empty<string>() };
        await node.CallAsync("sigstore", "inclusion", new { note, verifierKey, entries = swapped });
        await Assert.ThrowsAsync<NodeException>(
            async () => await node.CallAsync("sigstore", "inclusion", new { note, verifierKey, entries = new[] { wrong } }));
    }

    [Fact]
    public async Task Openssl_verifies_the_signature_over_the_notes_text()
    {
        var text = note[..(note.IndexOf("\n\n", StringComparison.Ordinal) + 1)];
        var signature = Convert.FromBase64String(note.TrimEnd().Split(' ')[^1])[4..];
        using var openssl = new OpenSsl();
        openssl.Write("text", Encoding.UTF8.GetBytes(text));
        openssl.Write("signature", signature);
        openssl.Write("other", Encoding.UTF8.GetBytes(text.Replace("\n3", "\n4", StringComparison.Ordinal)));
        byte[] prefix = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
        openssl.Write("key", [.. prefix, .. Convert.FromBase64String(verifierKey.Split('+', 3)[2])[1..]]);

        string[] verify = ["pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", "key", "-sigfile", "signature"];
        var genuine = await openssl.RunAsync([.. verify, "-in", "text"]);
        var changed = await openssl.RunAsync([.. verify, "-in", "other"]);

        Assert.True(genuine.IsSuccess, genuine.Output);
        Assert.False(changed.IsSuccess, changed.Output);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static AuditEvent NewEvent(Guid id, int number) => new()
    {
        Id = id,
        At = DateTimeOffset.UnixEpoch.AddMilliseconds(number),
        Action = AuditActions.CommandRefused,
        Actor = "tester",
        Subject = $"Zürich \"{number}\" €",
        Outcome = AuditOutcome.Refused,
    };
}
