using Cabinet.Host.Demo.Running;

namespace Cabinet.Host.Demo.Views;

/// <summary>The last line of the demo's <c>--json</c>.</summary>
internal sealed record SummaryLine(DemoSummary Summary);
