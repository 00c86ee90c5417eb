using System.Globalization;
using Cabinet.Application.Commands;
using Cabinet.Bench.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Bench.Features;

/// <summary>Jobs that are enqueued one by one.</summary>
/// <param name="name">As the figures name it.</param>
/// <param name="options">How the so-manieth is enqueued.</param>
internal class SingleJobs(string name, Func<int, EnqueueOptions> options) : Feature(name)
{
    public static Feature Plain => new SingleJobs("single", static _ => EnqueueOptions.None);

    public static Feature Unique => new SingleJobs(
        "unique", static call => new EnqueueOptions { UniqueKey = call.ToString(CultureInfo.InvariantCulture) });

    public override int JobsOfCall => 1;

    public override int Callers => 64;

    public override async Task EnqueueAsync(CabinetQueue queue, int call, CancellationToken cancellation) =>
        await queue.Services.GetRequiredService<IJobClient>()
            .EnqueueAsync(MeasuredJob.Instance, options(call), cancellation);
}
