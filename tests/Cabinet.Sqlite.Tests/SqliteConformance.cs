using Cabinet.Conformance;
using Cabinet.Conformance.Model;
using Cabinet.Conformance.Nodes;
using Cabinet.Conformance.Store;

// One line for each suite; what they have in common is in the harness.
namespace Cabinet.Sqlite.Tests;

public sealed class SqliteAuditConformance : AuditConformance<SqliteHarness>;

public sealed class SqliteCancelConformance : CancelConformance<SqliteHarness>;

public sealed class SqliteClaimConformance : ClaimConformance<SqliteHarness>;

public sealed class SqliteConcurrencyConformance : ConcurrencyConformance<SqliteHarness>;

public sealed class SqliteContentWalkConformance : ContentWalkConformance<SqliteHarness>;

public sealed class SqliteDataKeyConformance : DataKeyConformance<SqliteHarness>;

public sealed class SqliteDeadLetterConformance : DeadLetterConformance<SqliteHarness>;

public sealed class SqliteDurabilityConformance : DurabilityConformance<SqliteHarness>;

public sealed class SqliteEnlistConformance : EnlistConformance<SqliteHarness>;

public sealed class SqliteEnqueueConformance : EnqueueConformance<SqliteHarness>;

public sealed class SqliteFencingConformance : FencingConformance<SqliteHarness>;

public sealed class SqliteHistoryConformance : HistoryConformance<SqliteHarness>;

public sealed class SqliteJobReaderConformance : JobReaderConformance<SqliteHarness>;

public sealed class SqliteJournalConformance : JournalConformance<SqliteHarness>;

public sealed class SqliteKeyConformance : KeyConformance<SqliteHarness>;

public sealed class SqliteKeyFenceConformance : KeyFenceConformance<SqliteHarness>;

public sealed class SqliteKeyLifeConformance : KeyLifeConformance<SqliteHarness>;

public sealed class SqliteLeaseConformance : LeaseConformance<SqliteHarness>;

public sealed class SqliteModelConformance : ModelConformance<SqliteHarness>;

public sealed class SqliteNodesConformance : NodesConformance<SqliteHarness>;

public sealed class SqliteNodeConformance : NodeConformance<SqliteHarness>;

public sealed class SqliteNonceConformance : NonceConformance<SqliteHarness>;

public sealed class SqliteOutcomeConformance : OutcomeConformance<SqliteHarness>;

public sealed class SqlitePartitionConformance : PartitionConformance<SqliteHarness>;

public sealed class SqliteQueueLimitConformance : QueueLimitConformance<SqliteHarness>;

public sealed class SqliteOrderedPartitionConformance : OrderedPartitionConformance<SqliteHarness>;

public sealed class SqliteApiClientConformance : ApiClientConformance<SqliteHarness>;

public sealed class SqliteBulkConformance : BulkConformance<SqliteHarness>;

public sealed class SqliteQueueStatusConformance : QueueStatusConformance<SqliteHarness>;

public sealed class SqliteRateConformance : RateConformance<SqliteHarness>;

public sealed class SqliteTypeLimitConformance : TypeLimitConformance<SqliteHarness>;

public sealed class SqliteRingConfirmationConformance : RingConfirmationConformance<SqliteHarness>;

public sealed class SqliteScheduleConformance : ScheduleConformance<SqliteHarness>;

public sealed class SqliteScheduledJobConformance : ScheduledJobConformance<SqliteHarness>;

public sealed class SqliteSearchConformance : SearchConformance<SqliteHarness>;

public sealed class SqliteSuspectConformance : SuspectConformance<SqliteHarness>;

public sealed class SqliteTagConformance : TagConformance<SqliteHarness>;

public sealed class SqliteTaskConformance : TaskConformance<SqliteHarness>;

public sealed class SqliteBatchConformance : BatchConformance<SqliteHarness>;

public sealed class SqliteUniqueEnqueueConformance : UniqueEnqueueConformance<SqliteHarness>;

public sealed class SqliteUniqueJobConformance : UniqueJobConformance<SqliteHarness>;

public sealed class SqliteWriteSetConformance : WriteSetConformance<SqliteHarness>;

public sealed class SqliteConformance
{
    [Fact]
    public void No_suite_is_left_out() => Assert.Empty(
        ConformanceSuites.MissingFrom(typeof(SqliteConformance).Assembly, typeof(SqliteHarness)));
}
