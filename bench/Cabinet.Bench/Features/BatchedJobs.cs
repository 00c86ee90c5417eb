using Cabinet.Application.Commands;
using Cabinet.Bench.Queue;
using Cabinet.Domain.Ids;
using Microsoft.Extensions.DependencyInjection;

namespace Cabinet.Bench.Features;

/// <summary>Batches of a thousand jobs, added in chunks.</summary>
internal sealed class BatchedJobs() : Feature("batches")
{
    private const int Batches = 110;

    private readonly BatchId[] _batches = new BatchId[Batches];

    public override async Task PrepareAsync(CabinetQueue queue, CancellationToken cancellation)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            _batches[batch] = await Client(queue).CreateAsync(options: null, cancellation);
        }
    }

    public override async Task EnqueueAsync(CabinetQueue queue, int call, CancellationToken cancellation) =>
        await Client(queue).AddAsync(
            _batches[call % Batches], Jobs, options: null, cancellation);

    public override async Task CompleteAsync(CabinetQueue queue, CancellationToken cancellation)
    {
        foreach (var batch in _batches)
        {
            await Client(queue).CloseAsync(batch, cancellation);
        }
    }

    private static IBatchClient Client(CabinetQueue queue) => queue.Services.GetRequiredService<IBatchClient>();
}
