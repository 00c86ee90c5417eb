using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;

namespace Cabinet.Conformance.Model;

/// <summary>
/// One random run: every move goes to the driver and to the model, and both must agree on all that shows.
/// </summary>
internal sealed class ModelRun(IStoreHarness harness)
{
    private readonly RunState run = new();
    private ModelState model = ModelState.Empty;

    /// <summary>Makes the moves on a store that is empty at first.</summary>
    public async Task PlayAsync(IReadOnlyList<Move> moves, CancellationToken cancellationToken)
    {
        var writer = new MoveWriter(run);
        var driver = await harness.OpenAsync();
        try
        {
            // Without a node nothing is claimed, so there is one from the start.
            await CommitAsync(
                driver, new WriteSet(writer.Write(new Move(MoveKind.Register, 0, 0, 0), model)), cancellationToken);
            foreach (var move in moves)
            {
                switch (move.Kind)
                {
                    case MoveKind.Claim or MoveKind.ClaimSuspects:
                        await ClaimAsync(driver, move, cancellationToken);
                        break;
                    case MoveKind.MoveClock:
                        run.Samples.Now += Step(move);
                        break;
                    case MoveKind.Reopen when harness is IDurableStoreHarness:
                        await driver.DisposeAsync();
                        driver = await harness.OpenAsync();
                        break;
                    case MoveKind.Reopen:
                        break;
                    default:
                        await CommitAsync(driver, new WriteSet(writer.Write(move, model)), cancellationToken);
                        break;
                }

                var view = await StoreView.ReadAsync(driver, cancellationToken);
                Assert.Equal(model.ToString(), view.ToString());
            }
        }
        finally
        {
            await driver.DisposeAsync();
        }
    }

    private async Task CommitAsync(IStoreDriver driver, WriteSet writeSet, CancellationToken cancellationToken)
    {
        var (next, expected) = WriteSetRules.Apply(model, writeSet);
        var result = await driver.CommitAsync(writeSet, cancellationToken);
        Assert.Equal(Describe(expected, writeSet), Describe(result, writeSet));
        model = next;
    }

    private async Task ClaimAsync(IStoreDriver driver, Move move, CancellationToken cancellationToken)
    {
        var queue = move.B % 5 == 0 ? StoreSamples.OtherQueue : StoreSamples.Queue;
        var request = new ClaimRequest(
            run.Node(move.A, model), queue, 1 + (move.C % 4), run.Samples.Now, move.Kind == MoveKind.ClaimSuspects);
        var claim = await driver.ClaimAsync(request, cancellationToken);
        if (!model.Nodes.ContainsKey(request.Node))
        {
            Assert.True(claim.NodeGone);
            Assert.Empty(claim.Jobs);
            return;
        }

        var promoted = ClaimRules.Promote(model, request);
        Check(claim, ClaimRules.Candidates(promoted, request), request.Limit);
        model = ClaimRules.Claim(promoted, request, claim.Jobs.Select(job => job.Id));
        Assert.Equal(
            claim.Jobs.Select(job => ClaimRules.Describe(model.Jobs[job.Id])), claim.Jobs.Select(ClaimRules.Describe));
        Assert.Equal(
            (ClaimRules.NextDueAt(promoted, request), ClaimRules.SuspectsWait(model, request), false),
            (claim.NextDueAt, claim.SuspectsWaiting, claim.NodeGone));
        run.Leases.AddRange(claim.Jobs.Select(job => job.Lease));
    }

    // Exactly the first ones, by priority and age. Only a redriven job's place among its equals is the driver's choice:
    // where there is one, the priorities have to be right, and every job must be one that waited.
    private static void Check(ClaimResult claim, IReadOnlyList<ModelJob> candidates, int limit)
    {
        var expected = candidates.Take(limit).ToList();
        Assert.Equal(expected.Select(job => job.New.Priority), claim.Jobs.Select(job => job.Priority));
        if (!candidates.Any(job => job.WasRedriven))
        {
            Assert.Equal(expected.Select(job => job.New.Id), claim.Jobs.Select(job => job.Id));
        }

        Assert.Equal(claim.Jobs.Count, claim.Jobs.Select(job => job.Id).Distinct().Count());
        Assert.Subset(
            candidates.Select(job => job.New.Id).ToHashSet(), claim.Jobs.Select(job => job.Id).ToHashSet());
    }

    // What is in the way is told of jobs and tasks, and a retirement's jobs are counted or not as a driver likes.
    private static string Describe(CommitResult result, WriteSet writeSet) => result switch
    {
        CommitResult.Committed committed => "committed"
            + (writeSet.Operations.Any(operation => operation is RetireNode) ? string.Empty : $" {committed.Affected}")
            + string.Concat(
                committed.Kept?.OrderBy(pair => pair.Key).Select(pair => $" {pair.Key} kept {pair.Value}") ?? []),
        CommitResult.Refused refused => $"refused {refused.Operation} {refused.Reason}"
            + (writeSet.Operations[refused.Operation] is RegisterNode ? string.Empty : $" {refused.Existing}"),
        _ => throw new ArgumentOutOfRangeException(nameof(result)),
    };

    // Mostly forwards by a few whole seconds, so that the clock often stands exactly on a due time; else by odd
    // milliseconds, or backwards.
    private static TimeSpan Step(Move move) => (move.A % 5) switch
    {
        0 => TimeSpan.FromSeconds(-move.B),
        1 => TimeSpan.FromMilliseconds(move.B * 311),
        _ => TimeSpan.FromSeconds(move.B % 8),
    };
}
