namespace Cabinet.Infrastructure.Sqlite.Writing;

/// <summary>Hands the outcomes of a commit to those who wait, with little to do on the writer's thread.</summary>
internal sealed class Completions(PendingWork[] works) : IThreadPoolWorkItem
{
    // Each outcome costs the writer a hand-over to the thread pool; from here on one hand-over for all is cheaper.
    private const int FewEnough = 2;

    public static void Complete(List<PendingWork> works)
    {
        if (works.Count <= FewEnough)
        {
            foreach (var work in works)
            {
                work.Complete();
            }

            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(new Completions([.. works]), preferLocal: false);
    }

    public void Execute()
    {
        foreach (var work in works)
        {
            work.Complete();
        }
    }
}
