using System.Collections.Immutable;
using Cabinet.Application.Pipelines;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Tasks;
using CsCheck;

namespace Cabinet.Tests.Domain.Pipelines;

/// <summary>Random pipelines under random events: no sequence of events reaches an invalid state.</summary>
public sealed class PipelineMachineProperties
{
    private static readonly Gen<PipelineDefinition> Pipelines =
        from count in Gen.Int[1, 6]
        from stages in StageAt(0).Array[count]
        select Build(stages);

    [Fact]
    public void No_sequence_of_events_reaches_an_invalid_state() =>
        Gen.Select(Pipelines, Gen.Int[0, 1000].Array[4, 10].Array[0, 60]).Sample(
            (definition, script) => Play(definition, script, CheckInvariants));

    [Fact]
    public void The_same_events_give_the_same_jobs_and_states() =>
        Gen.Select(Pipelines, Gen.Int[0, 1000].Array[4, 10].Array[0, 40]).Sample((definition, script) =>
        {
            var first = new List<string>();
            var second = new List<string>();
            Play(definition, script, (_, _, moved) => first.Add(Describe(moved)));
            Play(definition, script, (_, _, moved) => second.Add(Describe(moved)));
            Assert.Equal(first, second);
        });

    [Fact]
    public void A_task_whose_jobs_all_succeed_completes() =>
        Gen.Select(Pipelines, Gen.Int[0, 3].Array[50]).Sample((definition, fanOuts) =>
        {
            var moved = PipelineMachine.Start(definition, Bytes(0));
            var queue = new Queue<StageJob>(moved.Jobs);
            for (var number = 0; queue.TryDequeue(out var job); number++)
            {
                var outputs = Outputs(number < fanOuts.Length ? fanOuts[number] : 0);
                moved = Assert.IsType<PipelineTransition.Moved>(PipelineMachine.Apply(
                    definition, moved.State, new PipelineEvent.Succeeded(job.Stage.Name, job.Item, outputs, false)));
                foreach (var next in moved.Jobs)
                {
                    queue.Enqueue(next);
                }
            }

            Assert.Equal(TaskState.Completed, moved.State.Status);
        });

    [Fact]
    public void The_stored_form_of_a_state_reads_back_the_same() =>
        Gen.Select(Pipelines, Gen.Int[0, 1000].Array[4, 10].Array[0, 30]).Sample((definition, script) =>
            Play(definition, script, (_, _, moved) =>
            {
                var read = PipelineStateFormat.Read(PipelineStateFormat.Write(moved.State), definition);
                Assert.Equal(Describe(moved.State), Describe(read));
            }));

    private static Gen<int[]> StageAt(int _) => Gen.Int[0, 7].Array[4];

    /// <summary>Each stage: kind, which earlier stages it follows (a bit each), and what a dead letter means.</summary>
    private static PipelineDefinition Build(int[][] shapes)
    {
        var stages = new List<StageDefinition>();
        foreach (var shape in shapes)
        {
            var after = stages.Where((_, index) => index < 3 && (shape[1] >> index & 1) == 1)
                .Select(stage => stage.Name).ToImmutableArray();
            stages.Add(new StageDefinition
            {
                Name = new StageName($"stage-{stages.Count}"),
                Job = new JobType("job"),
                After = after,
                Kind = shape[0] % 2 == 0 || after.IsEmpty ? StageKind.Each : StageKind.Join,
                OnDeadLetter = shape[2] % 2 == 0 ? FailedItems.Hold : FailedItems.Skip,
            });
        }

        return new PipelineDefinition(new PipelineName("random"), [.. stages]);
    }

    private static void Play(
        PipelineDefinition definition,
        int[][] script,
        Action<PipelineState, ImmutableDictionary<StageName, int>, PipelineTransition.Moved> look)
    {
        var moved = PipelineMachine.Start(definition, Bytes(0));
        var created = Count(ImmutableDictionary<StageName, int>.Empty, moved.Jobs);
        look(moved.State, created, moved);
        foreach (var line in script)
        {
            var before = moved.State;
            var happened = Choose(before, line);
            switch (PipelineMachine.Apply(definition, before, happened))
            {
                case PipelineTransition.Moved next:
                    created = Count(created, next.Jobs);
                    moved = next;
                    look(before, created, moved);
                    break;
                case PipelineTransition.Refused refused:
                    Assert.NotEmpty(refused.Why);
                    break;
            }
        }
    }

    private static void CheckInvariants(
        PipelineState before, ImmutableDictionary<StageName, int> created, PipelineTransition.Moved moved)
    {
        foreach (var stage in moved.State.Stages)
        {
            var accounted = stage.Open.Count + stage.DeadLettered.Count + stage.Succeeded + stage.Discarded;
            Assert.Equal(created.GetValueOrDefault(stage.Name), accounted);
            Assert.Empty(stage.Open.Intersect(stage.DeadLettered));
            Assert.InRange(stage.Degraded, 0, stage.Succeeded);
        }

        Assert.Equal(moved.Jobs.Length, moved.Jobs.Select(job => (job.Stage.Name, job.Item)).Distinct().Count());
        Assert.All(moved.Jobs.Where(job => job.Stage.Kind == StageKind.Join), job =>
        {
            Assert.Equal(1, created[job.Stage.Name]);
            Assert.All(job.Stage.After, awaited => Assert.Empty(moved.State[awaited].Open));
        });
        if (moved.State.Status == TaskState.Completed)
        {
            Assert.All(moved.State.Stages, stage => Assert.Empty(stage.Open));
        }

        if (before.Status == TaskState.Cancelled)
        {
            Assert.Equal(TaskState.Cancelled, moved.State.Status);
            Assert.Empty(moved.Jobs);
        }
    }

    // Some events fit the state and some don't, so that refusals are exercised too.
    private static PipelineEvent Choose(PipelineState state, int[] line)
    {
        var open = state.Stages.SelectMany(stage => stage.Open.Select(item => (stage.Name, item))).ToArray();
        var dead = state.Stages.SelectMany(stage => stage.DeadLettered.Select(item => (stage.Name, item))).ToArray();
        var (stage, item) = open.Length > 0 && line[1] % 20 != 0
            ? open[line[2] % open.Length]
            : (state.Stages[line[2] % state.Stages.Length].Name, ItemKey.Root.Output(line[3] % 4));
        var (deadStage, deadItem) = dead.Length > 0 ? dead[line[2] % dead.Length] : (stage, item);
        return (line[0] % 20) switch
        {
            < 10 => new PipelineEvent.Succeeded(stage, item, Outputs(line[3] % 4), line[1] % 3 == 0),
            < 14 => new PipelineEvent.DeadLettered(stage, item),
            < 16 => new PipelineEvent.Redriven(deadStage, deadItem),
            < 17 => new PipelineEvent.Discarded(deadStage, deadItem),
            < 19 => new PipelineEvent.JobCancelled(stage, item),
            _ => line[1] % 10 == 0
                ? new PipelineEvent.CancelRequested()
                : new PipelineEvent.Succeeded(stage, item, Outputs(1), false),
        };
    }

    private static ImmutableDictionary<StageName, int> Count(
        ImmutableDictionary<StageName, int> created, ImmutableArray<StageJob> jobs) => jobs.Aggregate(
        created, (counts, job) => counts.SetItem(job.Stage.Name, counts.GetValueOrDefault(job.Stage.Name) + 1));

    private static ImmutableArray<ReadOnlyMemory<byte>> Outputs(int count) =>
        [.. Enumerable.Range(0, count).Select(Bytes)];

    private static ReadOnlyMemory<byte> Bytes(int value) => new byte[] { (byte)('0' + (value % 10)) };

    private static string Describe(PipelineTransition.Moved moved) => Describe(moved.State) + string.Join(
        ',', moved.Jobs.Select(job => $"{job.Stage.Name}[{job.Item}]({string.Join('+', job.Inputs.Select(Hex))})"));

    private static string Describe(PipelineState state) => $"{state.Status}:" + string.Join(';', state.Stages.Select(stage =>
        $"{stage.Name} {stage.Started} {string.Join(',', stage.Open)}|{string.Join(',', stage.DeadLettered)}|{stage.Succeeded}"
        + $"|{stage.Degraded}|{stage.Discarded}|{string.Join(',', stage.Outputs.Select(pair => $"{pair.Key}={Hex(pair.Value)}"))}"));

    private static string Hex(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(bytes.Span);
}
