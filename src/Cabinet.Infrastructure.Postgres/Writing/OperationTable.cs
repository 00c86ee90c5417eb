using Cabinet.Application.Persistence.Operations;
using Cabinet.Infrastructure.Postgres.Writing.Operations;

namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The statements of each operation of a write set.</summary>
internal static class OperationTable
{
    public static void Add(CommandList commands, WriteOperation operation, OperationPlace place, INameIds names, LeaseBook leases)
    {
        switch (operation)
        {
            case EnqueueJob enqueue: EnqueueCommands.Add(commands, enqueue, place, names); break;
            case EndJob end: RunningCommands.Add(commands, end, place, names, leases); break;
            case RetryJob retry: RunningCommands.Add(commands, retry, place, leases); break;
            case ReturnJob returned: RunningCommands.Add(commands, returned, place, leases); break;
            case DeadLetterJob deadLetter: RunningCommands.Add(commands, deadLetter, place, leases); break;
            case ReportProgress progress: RunningCommands.Add(commands, progress, place, leases); break;
            case RecordStep step: RunningCommands.Add(commands, step, place, leases); break;
            case CancelJob cancel: RunningCommands.Add(commands, cancel, place, names); break;
            case ReleaseUniqueKey key: RunningCommands.Add(commands, key, place); break;
            case RequireNoDeadLetter dead: DeadLetterCommands.Add(commands, dead, place); break;
            case InsertTask task: TaskCommands.Add(commands, task, place, names); break;
            case UpdateTask task: TaskCommands.Add(commands, task, place); break;
            case ConsumeNonce nonce: NonceCommands.Add(commands, nonce, place); break;
            case AppendAudit audited: AuditCommands.Add(commands, audited, place); break;
            case ReserveKeyUses uses: KeyCommands.Add(commands, uses, place); break;
            case RedriveJob redrive: DeadLetterCommands.Add(commands, redrive, place); break;
            case DiscardDeadLetter discard: DeadLetterCommands.Add(commands, discard, place, names); break;
            case RegisterNode node: NodeCommands.Add(commands, node, place); break;
            case RenewNode node: NodeCommands.Add(commands, node, place); break;
            case ExpireNode node: NodeCommands.Add(commands, node, place); break;
            case RetireNode node: NodeCommands.Add(commands, node, place); break;
            case TakeLease lease: NodeCommands.Add(commands, lease, place); break;
            case ReleaseLease lease: NodeCommands.Add(commands, lease, place); break;
            case ConfirmRing ring: NodeCommands.Add(commands, ring, place); break;
            case AddKeyVersion key: KeyCommands.Add(commands, key, place); break;
            case ChangeKeyState key: KeyCommands.Add(commands, key, place); break;
            case FenceKeyVersion key: KeyCommands.Add(commands, key, place); break;
            case ReplaceWrappedKey key: KeyCommands.Add(commands, key, place); break;
            case RequireRingConfirmed ring: KeyCommands.Add(commands, ring, place); break;
            case PruneNonces prune: NonceCommands.Add(commands, prune, place); break;
            case PruneRates prune: QueueCommands.Add(commands, prune, place); break;
            case SequenceAudit sequence: AuditCommands.Add(commands, sequence, place); break;
            case AddDataKey key: DataKeyCommands.Add(commands, key, place); break;
            case ShredDataKey key: DataKeyCommands.Add(commands, key, place); break;
            case PutSchedule schedule: ScheduleCommands.Add(commands, schedule, place); break;
            case RemoveSchedule schedule: ScheduleCommands.Add(commands, schedule, place); break;
            case ReplaceContent replace: ContentCommands.Add(commands, replace, place); break;
            case PauseQueue pause: QueueCommands.Add(commands, pause, names); break;
            case LimitQueue limit: QueueCommands.Add(commands, limit, names); break;
            case LimitJobType limit: QueueCommands.Add(commands, limit, names); break;
            case SetRetention set: RetentionCommands.Add(commands, set); break;
            case RecordJobCounts counts: QueueCommands.Add(commands, counts); break;
            case PutBulk put: BulkActionCommands.Add(commands, put, place); break;
            case PutApiClient put: ApiClientCommands.Add(commands, put, place); break;
            case PruneBulk prune: BulkActionCommands.Add(commands, prune, place); break;
            case PruneHistory prune: HistoryCommands.Add(commands, prune, place); break;
            case DeleteHistory delete: HistoryCommands.Add(commands, delete, place); break;
            case InsertBatch batch: BatchCommands.Add(commands, batch, place); break;
            case PruneBatches prune: BatchCommands.Add(commands, prune, place); break;
            case PruneTasks prune: TaskCommands.Add(commands, prune, place); break;
            default:
                throw new NotSupportedException($"The PostgreSQL store doesn't know {operation.GetType().Name}.");
        }
    }
}
