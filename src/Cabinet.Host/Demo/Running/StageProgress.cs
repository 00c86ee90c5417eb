using Cabinet.Domain.Names;

namespace Cabinet.Host.Demo.Running;

/// <summary>How far one stage of all items is.</summary>
/// <param name="Pipeline">Its pipeline.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Done">Jobs that succeeded.</param>
/// <param name="Failed">Jobs that are in the dead-letter queue or were discarded.</param>
/// <param name="Expected">How many jobs there will be, as far as is known now.</param>
internal sealed record StageProgress(PipelineName Pipeline, StageName Stage, int Done, int Failed, int Expected)
{
    /// <summary>What people call it, such as <c>photo/render</c>.</summary>
    public string Name => $"{Pipeline}/{Stage}";
}
