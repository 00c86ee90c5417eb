namespace Cabinet.Testing;

/// <summary>What happens to one attempt.</summary>
internal abstract record AttemptFault
{
    private AttemptFault()
    {
    }

    /// <summary>An exception comes instead of the handler.</summary>
    public sealed record Throws(Exception Exception) : AttemptFault;

    /// <summary>The handler's token is cancelled before it begins.</summary>
    public sealed record Cancels(Application.Queue.CancellationCause Cause) : AttemptFault;

    /// <summary>The node dies when the handler has ended, before its outcome is committed.</summary>
    public sealed record Crashes : AttemptFault;

    /// <summary>The lease is taken away when the handler has ended, before its outcome is committed.</summary>
    public sealed record LosesLease : AttemptFault;
}
