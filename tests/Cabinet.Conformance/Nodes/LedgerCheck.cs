using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Persistence.Records;
using Cabinet.Domain.Ids;

namespace Cabinet.Conformance.Nodes;

/// <summary>
/// Holds what the nodes were told, and what is there in the end, to the guarantees. It doesn't look for an order in which
/// everything might have happened: it looks for what may not have happened in any.
/// </summary>
internal sealed class LedgerCheck(Ledger ledger, FinalState final)
{
    private readonly List<string> violations = [];
    private readonly HashSet<JobId> live = [.. final.Live];
    private readonly HashSet<JobId> dead = [.. final.Dead];
    private readonly ILookup<JobId, JobId> past = final.Past.ToLookup(id => id);

    /// <summary>What is against the guarantees; nothing in a store that works.</summary>
    public IReadOnlyList<string> Run()
    {
        CheckPlaces();
        CheckOutcomes();
        CheckLeases();
        foreach (var job in ledger.Claims.GroupBy(claim => claim.Lease.Job))
        {
            CheckClaims([.. job.OrderBy(claim => claim.Lease.Epoch.Value)]);
        }

        CheckFencing();
        CheckUniqueKeys();
        CheckNonces();
        Expect(
            final.Live.Order().SequenceEqual(final.Drained.Order()),
            $"what is left isn't what is claimed in the end: {Difference()}");
        return violations;
    }

    // An acknowledged job is in exactly one place, a refused one in none, and a write set is there whole or not at all.
    private void CheckPlaces()
    {
        foreach (var commit in ledger.Commits)
        {
            var kept = (commit.Result as CommitResult.Committed)?.Kept;
            var enqueues = commit.Operations.OfType<EnqueueJob>().ToList();
            foreach (var job in enqueues.Select(enqueue => enqueue.Job.Id))
            {
                var places = Places(job);
                var expected = commit.IsAcknowledged && kept?.ContainsKey(job) is not true ? 1 : 0;
                Expect(
                    commit.Result is null ? places <= 1 : places == expected,
                    $"job {job} is in {places} places after {commit.Result}");
            }

            var plain = enqueues.Where(enqueue => enqueue.Job.UniqueKey is null).Select(e => Places(e.Job.Id)).ToList();
            Expect(plain.Distinct().Count() <= 1, $"a write set is there in part: {string.Join(' ', plain)}");
        }
    }

    private void CheckOutcomes()
    {
        var ends = ledger.Commits.Where(commit => commit.IsPossible)
            .SelectMany(commit => commit.Operations.Select(operation => (commit, job: EndedBy(commit, operation))))
            .Where(end => end.job is not null).ToLookup(end => end.job!.Value, end => end.commit);
        foreach (var job in ends)
        {
            var certain = job.Count(commit => commit.IsAcknowledged && EndsForSure(commit, job.Key));
            Expect(certain <= 1, $"job {job.Key} was ended {certain} times");
            Expect(certain == 0 || past[job.Key].Any(), $"job {job.Key} was ended, and history doesn't know it");
        }

        foreach (var job in past)
        {
            Expect(job.Count() == 1, $"job {job.Key} is in history {job.Count()} times");
            Expect(ends.Contains(job.Key), $"job {job.Key} is in history, and nobody ended it");
        }
    }

    // Whatever lets go of a lease does it once, and nothing is acknowledged under it after that.
    private void CheckLeases()
    {
        var uses = ledger.Commits.Where(commit => commit.IsAcknowledged)
            .SelectMany(commit => commit.Operations.Select(operation => (commit, operation)))
            .Where(use => LeaseOf(use.operation) is not null).ToLookup(use => LeaseOf(use.operation)!.Value);
        foreach (var lease in uses)
        {
            var ends = lease.Where(use => LetsGo(use.operation)).Select(use => use.commit).ToList();
            Expect(ends.Count <= 1, $"{lease.Key} was let go {ends.Count} times");
            Expect(
                ends.Count != 1 || lease.All(use => use.commit == ends[0] || use.commit.Began < ends[0].Ended),
                $"{lease.Key} was used after it was let go");
        }
    }

    private void CheckClaims(List<LedgerClaim> claims)
    {
        for (var i = 1; i < claims.Count; i++)
        {
            var (earlier, later) = (claims[i - 1], claims[i]);
            Expect(earlier.Lease.Epoch != later.Lease.Epoch, $"{later.Lease} was given to two");
            Expect(later.Ended > earlier.Began, $"the epoch of {later.Lease} shrank");
            Expect(
                ledger.Commits.Any(commit => commit.IsPossible && commit.Began < later.Ended
                    && commit.Ended > earlier.Began && commit.Operations.Any(operation => Releases(operation, earlier))),
                $"{earlier.Lease} was never let go before {later.Lease}");
        }
    }

    // Under a newer claim, and after the death of the node that had it, nothing is acknowledged under a lease.
    private void CheckFencing()
    {
        var claims = ledger.Claims.ToLookup(claim => claim.Lease.Job);
        foreach (var commit in ledger.Commits.Where(commit => commit.IsAcknowledged))
        {
            foreach (var lease in commit.Operations.Select(LeaseOf).OfType<JobLease>())
            {
                Expect(
                    !claims[lease.Job].Any(claim =>
                        claim.Lease.Epoch.Value > lease.Epoch.Value && claim.Ended < commit.Began),
                    $"{lease} wrote after a newer claim");
            }

            foreach (var node in commit.Operations.Select(NodeEndedBy).OfType<NodeId>())
            {
                Expect(
                    !ledger.Claims.Any(claim => claim.Node == node && claim.Began > commit.Ended),
                    $"node {node} claimed after it was off the list");
            }
        }
    }

    private void CheckUniqueKeys()
    {
        var holders = ledger.Commits.Where(commit => commit.IsPossible)
            .SelectMany(commit => commit.Operations.OfType<EnqueueJob>())
            .Where(enqueue => enqueue.Job.UniqueKey is not null && live.Contains(enqueue.Job.Id))
            .GroupBy(enqueue => enqueue.Job.UniqueKey);
        foreach (var key in holders)
        {
            Expect(key.Count() == 1, $"{key.Count()} live jobs have one unique key");
        }
    }

    private void CheckNonces()
    {
        var uses = ledger.Commits.SelectMany(
            commit => commit.Operations.OfType<ConsumeNonce>().Select(nonce => (nonce.Nonce, commit)));
        foreach (var nonce in uses.GroupBy(use => use.Nonce, use => use.commit))
        {
            Expect(nonce.Count(commit => commit.IsAcknowledged) <= 1, "a nonce was consumed twice");
            Expect(
                nonce.Any(commit => commit.IsPossible)
                    || !nonce.Any(commit => commit.Result is CommitResult.Refused { Reason: Refusal.NonceUsed }),
                "a nonce is used that nobody consumed");
        }
    }

    private int Places(JobId job) =>
        (live.Contains(job) ? 1 : 0) + (dead.Contains(job) ? 1 : 0) + past[job].Count();

    private static JobLease? LeaseOf(WriteOperation operation) => operation switch
    {
        EndJob end => end.Lease,
        RetryJob retry => retry.Lease,
        ReturnJob back => back.Lease,
        DeadLetterJob letter => letter.Lease,
        RecordStep step => step.Lease,
        ReportProgress progress => progress.Lease,
        _ => null,
    };

    private static bool LetsGo(WriteOperation operation) =>
        operation is EndJob or RetryJob or ReturnJob or DeadLetterJob;

    private static NodeId? NodeEndedBy(WriteOperation operation) => operation switch
    {
        ExpireNode expire => expire.Node,
        RetireNode retire => retire.Node,
        _ => null,
    };

    private static bool Releases(WriteOperation operation, LedgerClaim claim) =>
        (LetsGo(operation) && LeaseOf(operation) == claim.Lease) || NodeEndedBy(operation) == claim.Node;

    private static JobId? EndedBy(LedgerCommit commit, WriteOperation operation) => operation switch
    {
        EndJob end => end.Lease.Job,
        DiscardDeadLetter discard => discard.Job,
        CancelJob cancel when commit.Result is not CommitResult.Committed { Affected: 0 } => cancel.Job,
        _ => null,
    };

    private static bool EndsForSure(LedgerCommit commit, JobId job) =>
        commit.Operations.Any(operation => EndedBy(commit, operation) == job);

    private string Difference() => string.Join(' ', final.Live.Except(final.Drained).Select(id => $"-{id}")
        .Concat(final.Drained.Except(final.Live).Select(id => $"+{id}"))
        .Concat(final.Drained.GroupBy(id => id).Where(id => id.Count() > 1).Select(id => $"twice {id.Key}")));

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            violations.Add(otherwise);
        }
    }
}
