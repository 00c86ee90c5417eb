using Cabinet.Application.Queue;

namespace Cabinet.Testing;

/// <summary>The attempt that runs now, and what is to happen to it: the kit runs one at a time.</summary>
internal sealed class CurrentAttempt
{
    public JobControl? Control { get; set; }

    public AttemptFault? Fault { get; set; }
}
