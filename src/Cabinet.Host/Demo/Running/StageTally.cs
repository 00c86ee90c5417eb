using Cabinet.Domain.Pipelines;

namespace Cabinet.Host.Demo.Running;

/// <summary>Adds up the stages of all items.</summary>
internal static class StageTally
{
    /// <summary>One entry for each stage of each pipeline that an item goes through, in order.</summary>
    /// <param name="items">What was submitted.</param>
    /// <param name="waiting">What is still to be submitted.</param>
    public static IReadOnlyList<StageProgress> Count(IEnumerable<WatchedItem> items, IEnumerable<InputFile> waiting)
    {
        var submitted = items.ToLookup(item => item.Submission.File.Kind);
        var others = waiting.CountBy(file => file.Kind).ToDictionary();
        return
        [
            .. Enum.GetValues<InputKind>()
                .Where(kind => submitted.Contains(kind) || others.ContainsKey(kind))
                .SelectMany(kind => Count(
                    DemoPipelines.Of(kind), [.. submitted[kind]], others.GetValueOrDefault(kind))),
        ];
    }

    private static IEnumerable<StageProgress> Count(
        PipelineDefinition pipeline, IReadOnlyList<WatchedItem> items, int waiting)
    {
        var expected = items.Count + waiting;
        foreach (var stage in pipeline.Stages)
        {
            var states = items.Select(item => item.State?[stage.Name]).OfType<StageState>().ToArray();
            var done = states.Sum(state => state.Succeeded);
            var failed = states.Sum(state => state.DeadLettered.Count + state.Discarded);
            yield return new StageProgress(pipeline.Name, stage.Name, done, failed, expected);

            // What failed hands nothing on; a join takes all that its item still has as one job.
            var handing = items.Count(item => !Blocks(item, stage)) + waiting;
            expected = NextExpected(pipeline, stage, handing);
        }
    }

    private static int NextExpected(PipelineDefinition pipeline, StageDefinition stage, int handing)
    {
        var next = pipeline.Stages.FirstOrDefault(other => other.After.Contains(stage.Name));
        return next is { Kind: StageKind.Each } && stage.Name == DemoNames.Prepare
            ? handing * Renditions.All.Count
            : handing;
    }

    private static bool Blocks(WatchedItem item, StageDefinition stage)
    {
        foreach (var state in item.State?.Stages ?? [])
        {
            if (!state.DeadLettered.IsEmpty || state.Discarded > 0)
            {
                return true;
            }

            if (state.Name == stage.Name)
            {
                break;
            }
        }

        return false;
    }
}
