using Cabinet.Host.Demo.Running;

namespace Cabinet.Host.Demo.Views;

/// <summary>Shows a run of the demo as it happens. Called by one thread at a time.</summary>
internal interface IDemoView
{
    /// <summary>The input was listed.</summary>
    void Scanned(string folder, InputListing listing);

    /// <summary>Shows progress while the work is done.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>A file is left out. May be called by several threads.</summary>
    void Ignored(IgnoredFile file);

    /// <summary>A file was handed to its pipeline.</summary>
    void Submitted(Submission submission);

    /// <summary>Every file was handed to its pipeline: from now on it is known how many jobs there will be.</summary>
    void SubmittedAll();

    /// <summary>A job was settled.</summary>
    void Settled(string path, JobNews news);

    /// <summary>A job is in the dead-letter queue.</summary>
    void DeadLettered(DeadItem item);

    /// <summary>An item went through all stages.</summary>
    void Completed(string path);

    /// <summary>The stages moved.</summary>
    void Progressed(IReadOnlyList<StageProgress> stages);

    /// <summary>Something keeps the node from working; null when it works again.</summary>
    void Hindered(string? message);

    /// <summary>The results were written in the clear.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="files">How many files lie there now.</param>
    void Written(string folder, int files);

    /// <summary>All is done.</summary>
    void Finished(DemoReport report);
}
