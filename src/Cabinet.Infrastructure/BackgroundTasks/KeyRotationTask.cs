using Cabinet.Application.Persistence;
using Cabinet.Application.Security;
using Cabinet.Domain.Security;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Activates published versions that every live node has confirmed, and begins rotations that are due.</summary>
internal sealed class KeyRotationTask(
    KeyRotation rotation, IStore store, IOptions<KeyUpkeepOptions> options, TimeProvider time) : IBackgroundTask
{
    private static readonly KeyAuthor Activation = new("key-rotation", "Every live node has confirmed the version.");
    private static readonly KeyAuthor Schedule = new("key-rotation", "The active version reached its age.");

    private readonly KeyUpkeepOptions options = options.Value;

    /// <inheritdoc />
    public string Name => "key-rotation";

    /// <inheritdoc />
    public TimeSpan Interval => options.RotationInterval;

    /// <inheritdoc />
    public async ValueTask<BatchResult> RunBatchAsync(CancellationToken cancellationToken)
    {
        var changed = 0;
        foreach (var version in await rotation.ListPendingAsync(cancellationToken))
        {
            var result = await rotation.ActivateAsync(version, Activation, cancellationToken);
            changed += result is KeyResult.Changed ? 1 : 0;
        }

        if (options.RotateAfter is { } age)
        {
            changed += await BeginDueAsync(age, cancellationToken);
        }

        return new BatchResult(changed, HasMore: false);
    }

    private async ValueTask<int> BeginDueAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        var begun = 0;
        var records = await store.Keys.ListAsync(cancellationToken);
        foreach (var purpose in KeyPurposes.Required.Where(purpose => purpose != KeyPurposes.Digest))
        {
            var isPending = records.Any(key => key.Purpose == purpose && key.State == KeyState.Pending);
            var active = KeyRingRules.SelectSealing(records, purpose);
            if (!isPending && active is not null && time.GetUtcNow() - (active.ActivatedAt ?? active.CreatedAt) >= age)
            {
                await rotation.RotateAsync(purpose, "", Schedule, cancellationToken);
                begun++;
            }
        }

        return begun;
    }
}
