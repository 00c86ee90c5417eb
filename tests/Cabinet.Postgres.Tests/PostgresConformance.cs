using Cabinet.Conformance;
using Cabinet.Conformance.Model;
using Cabinet.Conformance.Nodes;
using Cabinet.Conformance.Store;

// One line for each suite; what they have in common is in the harness.
namespace Cabinet.Postgres.Tests;

public sealed class PostgresAuditConformance : AuditConformance<PostgresHarness>;

public sealed class PostgresCancelConformance : CancelConformance<PostgresHarness>;

public sealed class PostgresClaimConformance : ClaimConformance<PostgresHarness>;

public sealed class PostgresConcurrencyConformance : ConcurrencyConformance<PostgresHarness>;

public sealed class PostgresContentWalkConformance : ContentWalkConformance<PostgresHarness>;

public sealed class PostgresDataKeyConformance : DataKeyConformance<PostgresHarness>;

public sealed class PostgresDeadLetterConformance : DeadLetterConformance<PostgresHarness>;

public sealed class PostgresDurabilityConformance : DurabilityConformance<PostgresHarness>;

public sealed class PostgresEnlistConformance : EnlistConformance<PostgresHarness>;

public sealed class PostgresEnqueueConformance : EnqueueConformance<PostgresHarness>;

public sealed class PostgresFencingConformance : FencingConformance<PostgresHarness>;

public sealed class PostgresHistoryConformance : HistoryConformance<PostgresHarness>;

public sealed class PostgresJobReaderConformance : JobReaderConformance<PostgresHarness>;

public sealed class PostgresJournalConformance : JournalConformance<PostgresHarness>;

public sealed class PostgresKeyConformance : KeyConformance<PostgresHarness>;

public sealed class PostgresKeyFenceConformance : KeyFenceConformance<PostgresHarness>;

public sealed class PostgresKeyLifeConformance : KeyLifeConformance<PostgresHarness>;

public sealed class PostgresLeaseConformance : LeaseConformance<PostgresHarness>;

public sealed class PostgresModelConformance : ModelConformance<PostgresHarness>;

public sealed class PostgresNodeConformance : NodeConformance<PostgresHarness>;

public sealed class PostgresNodesConformance : NodesConformance<PostgresHarness>;

public sealed class PostgresNonceConformance : NonceConformance<PostgresHarness>;

public sealed class PostgresOutcomeConformance : OutcomeConformance<PostgresHarness>;

public sealed class PostgresPartitionConformance : PartitionConformance<PostgresHarness>;

public sealed class PostgresQueueLimitConformance : QueueLimitConformance<PostgresHarness>;

public sealed class PostgresOrderedPartitionConformance : OrderedPartitionConformance<PostgresHarness>;

public sealed class PostgresApiClientConformance : ApiClientConformance<PostgresHarness>;

public sealed class PostgresBulkConformance : BulkConformance<PostgresHarness>;

public sealed class PostgresQueueStatusConformance : QueueStatusConformance<PostgresHarness>;

public sealed class PostgresRateConformance : RateConformance<PostgresHarness>;

public sealed class PostgresTypeLimitConformance : TypeLimitConformance<PostgresHarness>;

public sealed class PostgresRingConfirmationConformance : RingConfirmationConformance<PostgresHarness>;

public sealed class PostgresScheduleConformance : ScheduleConformance<PostgresHarness>;

public sealed class PostgresScheduledJobConformance : ScheduledJobConformance<PostgresHarness>;

public sealed class PostgresSearchConformance : SearchConformance<PostgresHarness>;

public sealed class PostgresSuspectConformance : SuspectConformance<PostgresHarness>;

public sealed class PostgresTagConformance : TagConformance<PostgresHarness>;

public sealed class PostgresTaskConformance : TaskConformance<PostgresHarness>;

public sealed class PostgresBatchConformance : BatchConformance<PostgresHarness>;

public sealed class PostgresUniqueEnqueueConformance : UniqueEnqueueConformance<PostgresHarness>;

public sealed class PostgresUniqueJobConformance : UniqueJobConformance<PostgresHarness>;

public sealed class PostgresWriteSetConformance : WriteSetConformance<PostgresHarness>;

public sealed class PostgresConformance
{
    [Fact]
    public void No_suite_is_left_out() => Assert.Empty(
        ConformanceSuites.MissingFrom(typeof(PostgresConformance).Assembly, typeof(PostgresHarness)));
}
