using System.Diagnostics;
using Cabinet.Application.Observability;

namespace Cabinet.Infrastructure.Observability;

/// <summary>The trace of the current activity.</summary>
internal sealed class TraceContext : ITraceContext
{
    public string? TraceParent => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null;
}
