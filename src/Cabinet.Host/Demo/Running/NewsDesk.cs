using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Cabinet.Host.Demo.Running;

/// <summary>Takes what was settled to whoever shows it.</summary>
/// <remarks>
/// It never holds up a worker and never grows without bound: what doesn't fit is dropped, and the watch finds the
/// state of each task by looking as well.
/// </remarks>
internal sealed class NewsDesk
{
    private const int Capacity = 10_000;
    private readonly Channel<JobNews> news = Channel.CreateBounded<JobNews>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>A job was settled.</summary>
    public void Report(JobNews item) => news.Writer.TryWrite(item);

    /// <summary>The next piece of news, if there is one.</summary>
    public bool TryRead([NotNullWhen(true)] out JobNews? item) => news.Reader.TryRead(out item);

    /// <summary>Waits for news.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) =>
        news.Reader.WaitToReadAsync(cancellationToken);
}
