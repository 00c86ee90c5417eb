namespace Cabinet.Bench.Queue;

/// <summary>A way to enqueue in bulk.</summary>
/// <param name="Figure">What it is called.</param>
/// <param name="Limit">The limit with as many rows in a commit.</param>
/// <param name="Batch">How many jobs a commit holds.</param>
internal sealed record BulkShape(string Figure, string Limit, int Batch);
