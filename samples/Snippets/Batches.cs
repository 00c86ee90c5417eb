using Cabinet.Application.Commands;

namespace Snippets;

/// <summary>What docs/queue/batches.md shows.</summary>
internal static class Batches
{
    public static async Task<EnqueueManyResult> ImportAsync(IBatchClient batches, string file, IAsyncEnumerable<Row> rows)
    {
        var batch = await batches.CreateAsync(new BatchOptions
        {
            Name = "import",
            Completion = new ImportEnded(file),  // runs once, when all jobs have ended, however they ended
            Success = new ImportSucceeded(file), // runs once, when all jobs have ended and each succeeded
            Failure = new ImportFailed(file),    // runs once, as soon as the first job is dead-lettered
        });
        var added = await batches.AddAsync(batch, rows, idempotencyKey: "rows"); // IAsyncEnumerable: any number, in chunks
        await batches.CloseAsync(batch);
        return added;
    }
}
