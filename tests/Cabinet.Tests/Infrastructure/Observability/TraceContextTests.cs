using System.Diagnostics;
using Cabinet.Infrastructure.Observability;

namespace Cabinet.Tests.Infrastructure.Observability;

public sealed class TraceContextTests
{
    [Fact]
    public void The_current_span_is_given_as_a_traceparent()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();

        var parent = new TraceContext().TraceParent;

        Assert.Equal(activity.Id, parent);
        Assert.StartsWith($"00-{activity.TraceId}-{activity.SpanId}-", parent, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_span_there_is_none()
    {
        Activity.Current = null;

        Assert.Null(new TraceContext().TraceParent);
    }
}
