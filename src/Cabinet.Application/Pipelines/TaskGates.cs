using System.Collections.Concurrent;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Pipelines;

/// <summary>Lets one change of a task through at a time within this process.</summary>
/// <remarks>
/// Correctness comes from the task's version in the write set; this only spares jobs of one task that finish together
/// the conflicts they would otherwise cause each other.
/// </remarks>
internal sealed class TaskGates
{
    private readonly ConcurrentDictionary<TaskId, Gate> gates = new();

    public async ValueTask<IDisposable> EnterAsync(TaskId task, CancellationToken cancellationToken)
    {
        while (true)
        {
            var gate = gates.GetOrAdd(task, static _ => new Gate());
            if (!gate.TryJoin())
            {
                // The last one out is closing this gate; a fresh one takes its place.
                gates.TryRemove(KeyValuePair.Create(task, gate));
                continue;
            }

            try
            {
                await gate.Semaphore.WaitAsync(cancellationToken);
                return new Pass(this, task, gate);
            }
            catch
            {
                Leave(task, gate);
                throw;
            }
        }
    }

    private void Leave(TaskId task, Gate gate)
    {
        if (gate.TryClose())
        {
            gates.TryRemove(KeyValuePair.Create(task, gate));
        }
    }

    private sealed class Gate
    {
        private int members;

        public SemaphoreSlim Semaphore { get; } = new(1);

        public bool TryJoin()
        {
            lock (Semaphore)
            {
                if (members < 0)
                {
                    return false;
                }

                members++;
                return true;
            }
        }

        public bool TryClose()
        {
            lock (Semaphore)
            {
                members--;
                if (members > 0)
                {
                    return false;
                }

                members = -1;
                return true;
            }
        }
    }

    private sealed class Pass(TaskGates owner, TaskId task, Gate gate) : IDisposable
    {
        public void Dispose()
        {
            gate.Semaphore.Release();
            owner.Leave(task, gate);
        }
    }
}
