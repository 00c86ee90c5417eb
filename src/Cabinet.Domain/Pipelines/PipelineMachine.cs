using System.Collections.Immutable;
using Cabinet.Domain.Names;
using Cabinet.Domain.Tasks;

namespace Cabinet.Domain.Pipelines;

/// <summary>The state machine of every pipeline: <c>(definition, state, event) -> (state, jobs)</c>, and nothing else.</summary>
/// <remarks>
/// Invariants, which the property tests hold against random events: an item is never counted twice; a join gets exactly
/// one job, after everything it waits for; a task is completed only when nothing is open or held; an event that
/// doesn't fit is refused and changes nothing; the same events give the same jobs in the same order.
/// </remarks>
public static class PipelineMachine
{
    /// <summary>The most outputs that may wait for one join.</summary>
    public const int MaximumJoinedOutputs = ItemKey.MaximumOutputs;

    /// <summary>The most jobs that one transition may call for, so that they fit one commit with the outcome.</summary>
    public const int MaximumJobs = 9_000;

    /// <summary>The state and the first jobs of a task that was just accepted.</summary>
    /// <param name="definition">Its pipeline.</param>
    /// <param name="input">The input, which every first stage gets. Not interpreted.</param>
    public static PipelineTransition.Moved Start(PipelineDefinition definition, ReadOnlyMemory<byte> input)
    {
        var first = definition.Stages.Where(stage => stage.After.IsEmpty).ToImmutableArray();
        var state = new PipelineState
        {
            Status = TaskState.Running,
            Stages = [.. definition.Stages.Select(stage => new StageState
            {
                Name = stage.Name,
                Open = stage.After.IsEmpty ? [ItemKey.Root] : [],
            })],
        };
        return new PipelineTransition.Moved(state, [.. first.Select(stage => new StageJob(stage, ItemKey.Root, [input]))]);
    }

    /// <summary>Applies one event.</summary>
    public static PipelineTransition Apply(PipelineDefinition definition, PipelineState state, PipelineEvent happened) =>
        happened switch
        {
            PipelineEvent.Succeeded e => Succeed(definition, state, e),
            PipelineEvent.DeadLettered e => SetAside(definition, state, e),
            PipelineEvent.Redriven e => Redrive(state, e),
            PipelineEvent.Discarded e => Discard(definition, state, e),
            PipelineEvent.JobCancelled e => CancelJob(definition, state, e),
            PipelineEvent.CancelRequested => Cancel(state),
            _ => throw new ArgumentOutOfRangeException(nameof(happened)),
        };

    private static PipelineTransition Succeed(
        PipelineDefinition definition, PipelineState state, PipelineEvent.Succeeded e)
    {
        if (!IsOpen(state, e.Stage, e.Item))
        {
            return NotOpen(e.Stage, e.Item);
        }

        if (e.Outputs.Length > ItemKey.MaximumOutputs)
        {
            return new PipelineTransition.Refused(
                $"A job may have at most {ItemKey.MaximumOutputs} outputs; this one has {e.Outputs.Length}.");
        }

        var stage = state[e.Stage];
        var moved = state.With(stage with
        {
            Open = stage.Open.Remove(e.Item),
            Succeeded = stage.Succeeded + 1,
            Degraded = stage.Degraded + (e.Degraded ? 1 : 0),
        });
        if (moved.Status == TaskState.Cancelled)
        {
            return new PipelineTransition.Moved(moved, []);
        }

        var jobs = ImmutableArray.CreateBuilder<StageJob>();
        foreach (var next in definition.Next[e.Stage])
        {
            var handed = HandOn(moved, next, e, jobs);
            if (handed is null)
            {
                return new PipelineTransition.Refused(
                    $"Stage '{next.Name}' would wait for more than {MaximumJoinedOutputs} outputs.");
            }

            moved = handed;
        }

        return jobs.Count <= MaximumJobs
            ? Settle(definition, moved, jobs)
            : new PipelineTransition.Refused(
                $"The outputs call for {jobs.Count} jobs; at most {MaximumJobs} are enqueued at once. Fan out in two stages.");
    }

    private static PipelineState? HandOn(
        PipelineState state,
        StageDefinition next,
        PipelineEvent.Succeeded e,
        ImmutableArray<StageJob>.Builder jobs)
    {
        var stage = state[next.Name];
        var open = stage.Open.ToBuilder();
        var outputs = stage.Outputs.ToBuilder();
        for (var number = 0; number < e.Outputs.Length; number++)
        {
            // Two stages before one may both hand on output 0 of the same item: the index of the stage keeps them apart.
            var origin = next.After.Length == 1 ? e.Item : e.Item.Output(next.After.IndexOf(e.Stage));
            var key = origin.Output(number);
            if (next.Kind == StageKind.Join)
            {
                outputs[key] = e.Outputs[number];
            }
            else
            {
                open.Add(key);
                jobs.Add(new StageJob(next, key, [e.Outputs[number]]));
            }
        }

        return outputs.Count > MaximumJoinedOutputs
            ? null
            : state.With(stage with { Open = open.ToImmutable(), Outputs = outputs.ToImmutable() });
    }

    private static PipelineTransition SetAside(
        PipelineDefinition definition, PipelineState state, PipelineEvent.DeadLettered e)
    {
        if (!IsOpen(state, e.Stage, e.Item))
        {
            return NotOpen(e.Stage, e.Item);
        }

        var stage = state[e.Stage];
        var moved = state.With(stage with
        {
            Open = stage.Open.Remove(e.Item),
            DeadLettered = stage.DeadLettered.Add(e.Item),
        });
        return Settle(definition, moved, ImmutableArray.CreateBuilder<StageJob>());
    }

    private static PipelineTransition Redrive(PipelineState state, PipelineEvent.Redriven e)
    {
        if (!IsDeadLettered(state, e.Stage, e.Item))
        {
            return new PipelineTransition.Refused($"Item '{e.Item}' of stage '{e.Stage}' is not in the dead-letter queue.");
        }

        // A task that completed without a skipped item keeps its result; the job would have nowhere to go.
        if (state.Status is TaskState.Completed or TaskState.Cancelled or TaskState.Failed)
        {
            return new PipelineTransition.Refused(
                $"The task is {state.Status.ToString().ToLowerInvariant()}; its jobs can't be redriven.");
        }

        var stage = state[e.Stage];
        return new PipelineTransition.Moved(
            state.With(stage with
            {
                Open = stage.Open.Add(e.Item),
                DeadLettered = stage.DeadLettered.Remove(e.Item),
            }) with { Status = TaskState.Running },
            []);
    }

    private static PipelineTransition Discard(
        PipelineDefinition definition, PipelineState state, PipelineEvent.Discarded e)
    {
        if (!IsDeadLettered(state, e.Stage, e.Item))
        {
            return new PipelineTransition.Refused($"Item '{e.Item}' of stage '{e.Stage}' is not in the dead-letter queue.");
        }

        var stage = state[e.Stage];
        var moved = state.With(stage with
        {
            DeadLettered = stage.DeadLettered.Remove(e.Item),
            Discarded = stage.Discarded + 1,
        });
        return Settle(definition, moved, ImmutableArray.CreateBuilder<StageJob>());
    }

    private static PipelineTransition CancelJob(
        PipelineDefinition definition, PipelineState state, PipelineEvent.JobCancelled e)
    {
        if (!IsOpen(state, e.Stage, e.Item))
        {
            return NotOpen(e.Stage, e.Item);
        }

        var stage = state[e.Stage];
        var moved = state.With(stage with
        {
            Open = stage.Open.Remove(e.Item),
            Discarded = stage.Discarded + 1,
        });
        return Settle(definition, moved, ImmutableArray.CreateBuilder<StageJob>());
    }

    private static PipelineTransition Cancel(PipelineState state) => state.Status switch
    {
        TaskState.Running or TaskState.Stalled =>
            new PipelineTransition.Moved(state with { Status = TaskState.Cancelled }, []),
        _ => new PipelineTransition.Refused(
            $"The task is {state.Status.ToString().ToLowerInvariant()}; it can't be cancelled any more."),
    };

    /// <summary>Starts the joins whose time has come and works out the task's status.</summary>
    private static PipelineTransition.Moved Settle(
        PipelineDefinition definition, PipelineState state, ImmutableArray<StageJob>.Builder jobs)
    {
        if (state.Status is TaskState.Cancelled or TaskState.Failed)
        {
            return new PipelineTransition.Moved(state, jobs.ToImmutable());
        }

        var done = new HashSet<StageName>();
        var failed = false;
        foreach (var definedStage in definition.Stages)
        {
            var stage = state[definedStage.Name];
            var ready = definedStage.After.All(done.Contains);
            if (definedStage.Kind == StageKind.Join && ready && !stage.Started)
            {
                jobs.Add(new StageJob(definedStage, ItemKey.Root, [.. stage.Outputs.Values]));
                stage = stage with
                {
                    Started = true,
                    Open = stage.Open.Add(ItemKey.Root),
                    Outputs = stage.Outputs.Clear(),
                };
                state = state.With(stage);
            }

            failed |= stage.Discarded > 0 && definedStage.OnDeadLetter == FailedItems.Hold;
            if (ready && IsDone(definedStage, stage))
            {
                done.Add(definedStage.Name);
            }
        }

        return new PipelineTransition.Moved(
            state with { Status = StatusOf(definition, state, done.Count, failed) }, jobs.ToImmutable());
    }

    private static TaskState StatusOf(PipelineDefinition definition, PipelineState state, int done, bool failed)
    {
        if (done == definition.Stages.Length)
        {
            return TaskState.Completed;
        }

        if (state.Stages.Any(stage => !stage.Open.IsEmpty))
        {
            return TaskState.Running;
        }

        return failed ? TaskState.Failed : TaskState.Stalled;
    }

    /// <summary>Whether nothing of a stage is left to do, given that the stages before it are done.</summary>
    private static bool IsDone(StageDefinition definition, StageState stage) =>
        stage.Open.IsEmpty
        && (definition.Kind == StageKind.Each || stage.Started)
        && (definition.OnDeadLetter == FailedItems.Skip || (stage.DeadLettered.IsEmpty && stage.Discarded == 0));

    private static bool IsOpen(PipelineState state, StageName stage, ItemKey item) =>
        state.Stages.Any(s => s.Name == stage && s.Open.Contains(item));

    private static bool IsDeadLettered(PipelineState state, StageName stage, ItemKey item) =>
        state.Stages.Any(s => s.Name == stage && s.DeadLettered.Contains(item));

    private static PipelineTransition.Refused NotOpen(StageName stage, ItemKey item) =>
        new($"Item '{item}' of stage '{stage}' is not open: it was settled before, or never started.");
}
