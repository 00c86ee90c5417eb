using System.Diagnostics;
using System.Diagnostics.Metrics;
using Cabinet.Domain.Integrations;

namespace Cabinet.Infrastructure.Integrations;

/// <summary>
/// The spans and metrics of calls to adapters: which adapter, which operation, how it ended; never contents or names.
/// </summary>
/// <remarks>A listener that fails changes nothing (guarantee 9).</remarks>
internal sealed class IntegrationTelemetry(TimeProvider time)
{
    internal const string Name = "Cabinet.Integrations";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> CallDuration = Meter.CreateHistogram<double>(
        "cabinet.integration.call.duration", "s", "Calls to adapters, by adapter, operation and outcome.");

    private static readonly ActivitySource Activities = new(Name);

    /// <summary>Makes a call and measures it.</summary>
    /// <param name="adapter">Who serves it.</param>
    /// <param name="operation">What is done, in one word.</param>
    /// <param name="call">The call itself.</param>
    internal async ValueTask<TResult> MeasureAsync<TResult>(
        Provenance adapter, string operation, Func<ValueTask<TResult>> call)
    {
        var started = time.GetTimestamp();
        var activity = Start(adapter, operation);
        var outcome = "failed";
        try
        {
            var result = await call();
            outcome = "completed";
            return result;
        }
        finally
        {
            Stop(activity, adapter, operation, outcome, time.GetElapsedTime(started));
        }
    }

    private static Activity? Start(Provenance adapter, string operation)
    {
        try
        {
            return Activities.HasListeners() ? Activities.StartActivity($"{operation} {adapter.Adapter}") : null;
        }
        catch (Exception)
        {
            return null;
        }
    }

    private static void Stop(
        Activity? activity, Provenance adapter, string operation, string outcome, TimeSpan duration)
    {
        try
        {
            CallDuration.Record(
                duration.TotalSeconds,
                new("cabinet.adapter", adapter.Adapter),
                new("cabinet.operation", operation),
                new("cabinet.outcome", outcome));
            activity?.Dispose();
        }
        catch (Exception)
        {
            // A measurement is all that is lost.
        }
    }
}
