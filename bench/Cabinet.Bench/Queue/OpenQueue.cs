using Cabinet.Domain.Jobs;

namespace Cabinet.Bench.Queue;

/// <summary>Opens the queue in a folder, as a process that starts there would.</summary>
/// <param name="folder">Where its files are, or are made.</param>
/// <param name="kept">What is kept of finished jobs.</param>
/// <param name="workers">Counts the jobs that it runs; null runs none.</param>
/// <param name="cancellation">Ends the wait.</param>
internal delegate Task<IQueueUnderTest> OpenQueue(
    string folder, Retention kept, JobMeter? workers, CancellationToken cancellation);
