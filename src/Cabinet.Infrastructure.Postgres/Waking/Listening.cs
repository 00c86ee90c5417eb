namespace Cabinet.Infrastructure.Postgres.Waking;

/// <summary>A listener that runs until this is disposed; its end isn't waited for.</summary>
internal sealed class Listening : IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Action ended;

    /// <param name="run">Runs the listener until it is cancelled; never throws.</param>
    /// <param name="ended">Called once, at disposal.</param>
    public Listening(Func<CancellationToken, Task> run, Action ended)
    {
        this.ended = ended;
        Running = Task.Run(() => run(stopping.Token), CancellationToken.None);
    }

    /// <summary>Completes when the listener's connection is closed.</summary>
    public Task Running { get; }

    public void Dispose()
    {
        if (!stopping.IsCancellationRequested)
        {
            stopping.Cancel();
            ended();
        }
    }
}
