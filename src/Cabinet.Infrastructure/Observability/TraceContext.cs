using System.Diagnostics;
using Cabinet.Application.Observability;

namespace Cabinet.Infrastructure.Observability;

/// <summary>The current span of .NET's own tracing, in the W3C's form.</summary>
internal sealed class TraceContext : ITraceContext
{
    /// <inheritdoc />
    public string? TraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;
}
