using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Bench.Queue;

namespace Cabinet.Bench.Features;

/// <summary>Jobs with two tags: one that all have, and one of a thousand.</summary>
internal sealed class TaggedJobs() : Feature("tags")
{
    public override Task EnqueueAsync(CabinetQueue queue, int call, CancellationToken cancellation) => EnqueueManyAsync(
        queue,
        new EnqueueOptions { Tags = ["measured", string.Create(CultureInfo.InvariantCulture, $"call-{call % 1_000}")] },
        cancellation);
}
