using Cabinet.Conformance;
using Cabinet.Conformance.Model;
using Cabinet.Conformance.Nodes;
using Cabinet.Conformance.Store;

// One line for each suite; what they have in common is in the harness.
namespace Cabinet.Tests.Infrastructure.Persistence.InMemory;

public sealed class InMemoryAuditConformance : AuditConformance<InMemoryHarness>;

public sealed class InMemoryCancelConformance : CancelConformance<InMemoryHarness>;

public sealed class InMemoryClaimConformance : ClaimConformance<InMemoryHarness>;

public sealed class InMemoryConcurrencyConformance : ConcurrencyConformance<InMemoryHarness>;

public sealed class InMemoryContentWalkConformance : ContentWalkConformance<InMemoryHarness>;

public sealed class InMemoryDataKeyConformance : DataKeyConformance<InMemoryHarness>;

public sealed class InMemoryDeadLetterConformance : DeadLetterConformance<InMemoryHarness>;

public sealed class InMemoryEnqueueConformance : EnqueueConformance<InMemoryHarness>;

public sealed class InMemoryFencingConformance : FencingConformance<InMemoryHarness>;

public sealed class InMemoryHistoryConformance : HistoryConformance<InMemoryHarness>;

public sealed class InMemoryJobReaderConformance : JobReaderConformance<InMemoryHarness>;

public sealed class InMemoryJournalConformance : JournalConformance<InMemoryHarness>;

public sealed class InMemoryKeyConformance : KeyConformance<InMemoryHarness>;

public sealed class InMemoryKeyFenceConformance : KeyFenceConformance<InMemoryHarness>;

public sealed class InMemoryKeyLifeConformance : KeyLifeConformance<InMemoryHarness>;

public sealed class InMemoryLeaseConformance : LeaseConformance<InMemoryHarness>;

public sealed class InMemoryModelConformance : ModelConformance<InMemoryHarness>;

public sealed class InMemoryNodesConformance : NodesConformance<InMemoryHarness>;

public sealed class InMemoryNodeConformance : NodeConformance<InMemoryHarness>;

public sealed class InMemoryNonceConformance : NonceConformance<InMemoryHarness>;

public sealed class InMemoryOutcomeConformance : OutcomeConformance<InMemoryHarness>;

public sealed class InMemoryPartitionConformance : PartitionConformance<InMemoryHarness>;

public sealed class InMemoryQueueLimitConformance : QueueLimitConformance<InMemoryHarness>;

public sealed class InMemoryOrderedPartitionConformance : OrderedPartitionConformance<InMemoryHarness>;

public sealed class InMemoryApiClientConformance : ApiClientConformance<InMemoryHarness>;

public sealed class InMemoryBulkConformance : BulkConformance<InMemoryHarness>;

public sealed class InMemoryQueueStatusConformance : QueueStatusConformance<InMemoryHarness>;

public sealed class InMemoryRateConformance : RateConformance<InMemoryHarness>;

public sealed class InMemoryTypeLimitConformance : TypeLimitConformance<InMemoryHarness>;

public sealed class InMemoryRingConfirmationConformance : RingConfirmationConformance<InMemoryHarness>;

public sealed class InMemoryScheduleConformance : ScheduleConformance<InMemoryHarness>;

public sealed class InMemoryScheduledJobConformance : ScheduledJobConformance<InMemoryHarness>;

public sealed class InMemorySearchConformance : SearchConformance<InMemoryHarness>;

public sealed class InMemorySuspectConformance : SuspectConformance<InMemoryHarness>;

public sealed class InMemoryTagConformance : TagConformance<InMemoryHarness>;

public sealed class InMemoryTaskConformance : TaskConformance<InMemoryHarness>;

public sealed class InMemoryBatchConformance : BatchConformance<InMemoryHarness>;

public sealed class InMemoryUniqueEnqueueConformance : UniqueEnqueueConformance<InMemoryHarness>;

public sealed class InMemoryUniqueJobConformance : UniqueJobConformance<InMemoryHarness>;

public sealed class InMemoryWriteSetConformance : WriteSetConformance<InMemoryHarness>;

public sealed class InMemoryConformance
{
    [Fact]
    public void No_suite_is_left_out() => Assert.Empty(
        ConformanceSuites.MissingFrom(typeof(InMemoryConformance).Assembly, typeof(InMemoryHarness)));
}
