using Cabinet.Application.Queue;
using Cabinet.Application.Security;

namespace Cabinet.Infrastructure.Queue;

/// <summary>
/// Stops the node's claims, loudly, when it lacks a key; tries again every so often, with one job at a time.
/// </summary>
/// <remarks>
/// A missing key is no job's fault: the jobs go back uncounted, and a node with the right keys may run them. The node
/// loads its key ring again before each try, since another node may have rotated.
/// </remarks>
internal sealed class KeyHalt(
    ClaimGate gate, WorkerOptions options, GuardedLogger<KeyHalt> log, TimeProvider time, IKeyRing? ring = null)
{
    private readonly Lock sync = new();
    private readonly AsyncSignal halted = new();
    private State state;
    private string? problem;

    private enum State
    {
        Fine,
        Halted,
        Probing,
    }

    /// <summary>What is missing, for an operator; null while nothing is.</summary>
    public string? Problem => Volatile.Read(ref problem);

    /// <summary>Whether claims go out one at a time to see whether the key is there.</summary>
    public bool IsProbing => Problem is not null;

    /// <summary>Looks at an outcome: it may show that a key is missing, or that it is back.</summary>
    public void Observe(JobOutcome outcome)
    {
        if (outcome is JobOutcome.KeyUnavailable missing)
        {
            Halt($"Key {missing.Refusal.KeyId} version {missing.Refusal.Version} is not in this node's key ring.");
        }
        else if (Problem is not null && outcome is JobOutcome.Succeeded or JobOutcome.Failed or JobOutcome.Snoozed)
        {
            Recover();
        }
    }

    /// <summary>An outcome couldn't be sealed.</summary>
    public void Report(KeyRingException trouble) => Halt(trouble.Message);

    /// <summary>Tries again every so often while the node is halted. Never throws.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await halted.WaitAsync(stopping);
                await Task.Delay(options.KeyRetryInterval, time, stopping);
                await ReloadAsync(stopping);
                Probe();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The end of the node.
        }
    }

    private void Halt(string what)
    {
        lock (sync)
        {
            if (state == State.Halted)
            {
                return;
            }

            state = State.Halted;
            Volatile.Write(ref problem, what);
            gate.Hold(ClaimHolds.Key);
        }

        log.KeyMissing(what, options.KeyRetryInterval);
        halted.Set();
    }

    private void Probe()
    {
        lock (sync)
        {
            if (state == State.Halted)
            {
                state = State.Probing;
                gate.Release(ClaimHolds.Key);
            }
        }
    }

    private void Recover()
    {
        lock (sync)
        {
            // Jobs that were started before the halt say nothing about the missing key.
            if (state != State.Probing)
            {
                return;
            }

            state = State.Fine;
            Volatile.Write(ref problem, null);
        }

        log.KeyBack();
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await (ring?.ReloadAsync(cancellationToken) ?? ValueTask.CompletedTask);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            log.KeyReloadFailed(exception.GetType().Name, exception.Message);
        }
    }
}
