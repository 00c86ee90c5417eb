namespace Cabinet.Conformance.Model;

/// <summary>What one move of a random run does.</summary>
internal enum MoveKind
{
    Enqueue,
    EnqueueSeveral,
    Claim,
    ClaimSuspects,
    End,
    Retry,
    Return,
    DeadLetter,
    Settle,
    Step,
    Progress,
    Cancel,
    Redrive,
    Discard,
    Register,
    Renew,
    Expire,
    Retire,
    TakeLease,
    ReleaseLease,
    InsertTask,
    UpdateTask,
    Prune,
    AddKey,
    MoveClock,
    Reopen,
}
