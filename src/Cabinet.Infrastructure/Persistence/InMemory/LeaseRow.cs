using Cabinet.Domain.Ids;

namespace Cabinet.Infrastructure.Persistence.InMemory;

/// <summary>The lease on a background task.</summary>
/// <param name="BackgroundTask">The task's name.</param>
/// <param name="Node">Who holds it.</param>
internal sealed record LeaseRow(string BackgroundTask, NodeId Node);
