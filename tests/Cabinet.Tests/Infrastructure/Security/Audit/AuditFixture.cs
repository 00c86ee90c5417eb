using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Readers;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Security.Audit;
using Cabinet.Infrastructure.Persistence;
using Cabinet.Infrastructure.Persistence.InMemory;
using Cabinet.Infrastructure.Security;
using Cabinet.Infrastructure.Security.Audit;
using Cabinet.Infrastructure.Security.Audit.Checkpoints;
using Cabinet.Infrastructure.Security.Audit.Entries;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cabinet.Tests.Infrastructure.Security.Audit;

/// <summary>An audit log in the in-memory driver, behind the real front, with keys that a test rotates.</summary>
internal sealed class AuditFixture : IAsyncDisposable
{
    private readonly SecurityFixture security = new();
    private int events;

    internal AuditFixture(TestCheckpointKeys? keys = null)
    {
        Keys = keys ?? new TestCheckpointKeys();
        Store = new SealingStore(
            Driver,
            security.Protector,
            security.Ring,
            security.Digest,
            new AuditEncoder(),
            NullLogger<SealingStore>.Instance,
            Time);
        Sequencer = NewSequencer();
    }

    internal const string Origin = "audit.example.com/test";

    internal InMemoryStoreDriver Driver { get; } = new();

    internal SealingStore Store { get; }

    internal TestCheckpointKeys Keys { get; }

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    internal AuditSequencer Sequencer { get; }

    internal IAuditReader Log => Driver.Audit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Another node's sequencer, on the same store.</summary>
    internal AuditSequencer NewSequencer(IStore? store = null) => new(
        store ?? Store,
        new CheckpointWriter(
            Keys,
            Options.Create(new SecurityOptions { AuditOrigin = Origin }),
            Time,
            NullLogger<CheckpointWriter>.Instance));

    internal AuditEvent NewEvent(string reason = "because") => new()
    {
        Id = new Guid(Interlocked.Increment(ref events), 0, 0, [0x80, 0, 0, 0, 0, 0, 0, 1]),
        At = Time.GetUtcNow(),
        Action = AuditActions.DeadLetterRedriven,
        Actor = "tester",
        Subject = "subject",
        Reason = reason,
    };

    internal async Task<AuditEvent> AppendAsync(string reason = "because")
    {
        var audited = NewEvent(reason);
        Assert.IsType<CommitResult.Committed>(
            await Store.CommitAsync(new WriteSet(new AppendAudit(audited)), Cancel));
        return audited;
    }

    /// <summary>Appends and sequences, a batch each.</summary>
    internal async Task GrowAsync(params int[] batches)
    {
        foreach (var count in batches)
        {
            for (var number = 0; number < count; number++)
            {
                await AppendAsync();
            }

            Assert.InRange(await Sequencer.SequenceAsync(1_000, Cancel), count, int.MaxValue);
        }
    }

    internal async Task<SignedCheckpoint> ReadCheckpointAsync()
    {
        var head = await Log.ReadHeadAsync(Cancel);
        Assert.True(SignedCheckpoint.TryParse(Encoding.UTF8.GetBytes(head.Checkpoint!.Note), out var checkpoint));
        return checkpoint;
    }

    internal async Task<IReadOnlyList<AuditEntryRecord>> ListAsync(long from = 0) =>
        await Log.ListAsync(from, IAuditReader.MaximumLimit, Cancel);

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        security.Dispose();
    }
}
