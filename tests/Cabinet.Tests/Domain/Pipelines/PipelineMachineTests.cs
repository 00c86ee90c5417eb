using System.Collections.Immutable;
using System.Text;
using Cabinet.Application.Persistence;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;

namespace Cabinet.Tests.Domain.Pipelines;

public sealed class PipelineMachineTests
{
    private static readonly StageName Prepare = new("prepare");
    private static readonly StageName Render = new("render");
    private static readonly StageName Publish = new("publish");

    private static readonly PipelineDefinition Photo = new(
        new PipelineName("photo"),
        new StageDefinition { Name = Prepare, Job = new JobType("prepare") },
        new StageDefinition { Name = Render, Job = new JobType("render"), After = [Prepare] },
        new StageDefinition { Name = Publish, Job = new JobType("publish"), After = [Render], Kind = StageKind.Join });

    [Fact]
    public void A_join_gets_all_outputs_in_their_order_whatever_order_they_came_in()
    {
        var state = FannedOut();
        state = Move(state, Done(Render, Item(2), "c")).State;
        state = Move(state, Done(Render, Item(0), "a")).State;
        var last = Move(state, Done(Render, Item(1), "b"));

        var join = Assert.Single(last.Jobs);
        Assert.Equal(Publish, join.Stage.Name);
        Assert.Equal(["a", "b", "c"], join.Inputs.Select(input => Encoding.UTF8.GetString(input.Span)));
    }

    [Fact]
    public void An_item_that_was_settled_is_refused_the_second_time()
    {
        var state = Move(FannedOut(), Done(Render, Item(0), "a")).State;

        Assert.IsType<PipelineTransition.Refused>(PipelineMachine.Apply(Photo, state, Done(Render, Item(0), "a")));
    }

    [Fact]
    public void A_dead_letter_stalls_the_task_and_a_redrive_lets_it_complete()
    {
        var state = FannedOut();
        state = Move(state, Done(Render, Item(0), "a")).State;
        state = Move(state, Done(Render, Item(1), "b")).State;
        state = Move(state, new PipelineEvent.DeadLettered(Render, Item(2))).State;
        Assert.Equal(TaskState.Stalled, state.Status);

        state = Move(state, new PipelineEvent.Redriven(Render, Item(2))).State;
        Assert.Equal(TaskState.Running, state.Status);
        state = Move(state, Done(Render, Item(2), "c")).State;
        state = Move(state, Done(Publish, ItemKey.Root)).State;
        Assert.Equal(TaskState.Completed, state.Status);
    }

    [Fact]
    public void Discarding_what_the_task_needs_fails_it()
    {
        var state = Move(Start(), new PipelineEvent.DeadLettered(Prepare, ItemKey.Root)).State;

        Assert.Equal(TaskState.Failed, Move(state, new PipelineEvent.Discarded(Prepare, ItemKey.Root)).State.Status);
    }

    [Fact]
    public void A_cancelled_task_starts_nothing_more()
    {
        var state = Move(Start(), new PipelineEvent.CancelRequested()).State;
        var moved = Move(state, Done(Prepare, ItemKey.Root, "a", "b"));

        Assert.Empty(moved.Jobs);
        Assert.Equal(TaskState.Cancelled, moved.State.Status);
    }

    [Fact]
    public void Too_many_outputs_are_refused()
    {
        var outputs = Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[1], ItemKey.MaximumOutputs + 1);

        Assert.IsType<PipelineTransition.Refused>(PipelineMachine.Apply(
            Photo, Start(), new PipelineEvent.Succeeded(Prepare, ItemKey.Root, [.. outputs], false)));
    }

    [Fact]
    public void More_jobs_than_fit_one_commit_are_refused_and_as_many_as_fit_are_not()
    {
        var fits = Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[1], PipelineMachine.MaximumJobs).ToImmutableArray();

        Assert.IsType<PipelineTransition.Refused>(PipelineMachine.Apply(
            Photo, Start(), new PipelineEvent.Succeeded(Prepare, ItemKey.Root, fits.Add(new byte[1]), false)));
        var moved = Move(Start(), new PipelineEvent.Succeeded(Prepare, ItemKey.Root, fits, false));
        Assert.InRange(moved.Jobs.Length + 2, 2, WriteSet.MaximumOperations);
    }

    [Fact]
    public void A_stage_must_be_declared_after_those_it_waits_for()
    {
        var error = Assert.Throws<ArgumentException>(() => new PipelineDefinition(
            new PipelineName("bad"),
            new StageDefinition { Name = Render, Job = new JobType("render"), After = [Prepare] },
            new StageDefinition { Name = Prepare, Job = new JobType("prepare") }));

        Assert.Contains("declared before it", error.Message, StringComparison.Ordinal);
    }

    private static PipelineState Start() => PipelineMachine.Start(Photo, new byte[1]).State;

    private static PipelineState FannedOut() => Move(Start(), Done(Prepare, ItemKey.Root, "0", "1", "2")).State;

    private static PipelineTransition.Moved Move(PipelineState state, PipelineEvent happened) =>
        Assert.IsType<PipelineTransition.Moved>(PipelineMachine.Apply(Photo, state, happened));

    private static PipelineEvent.Succeeded Done(StageName stage, ItemKey item, params string[] outputs) => new(
        stage, item, [.. outputs.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))], false);

    private static ItemKey Item(int number) => ItemKey.Root.Output(number);
}
