using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Cabinet.Infrastructure.Security;

/// <summary>What this subsystem measures. It never carries content, contexts or keys.</summary>
internal static class SecurityTelemetry
{
    internal const string Name = "Cabinet.Security";

    internal const string Sealing = "seal";
    internal const string Opening = "open";

    internal const string Unreadable = "unreadable";
    internal const string KeyUnavailable = "key_unavailable";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Derivations = Meter.CreateCounter<long>(
        "cabinet.security.message_keys.derived", "{key}", "Message keys that were derived, by what for.");

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>(
        "cabinet.security.envelopes.refused", "{envelope}", "Envelopes that didn't open, by kind of refusal.");

    internal static ActivitySource Activities { get; } = new(Name);

    internal static void CountDerivation(string operation) => Count(Derivations, "cabinet.operation", operation);

    internal static void CountRefusal(string kind) => Count(Refusals, "cabinet.refusal", kind);

    private static void Count(Counter<long> counter, string tag, string value)
    {
        try
        {
            counter.Add(1, new KeyValuePair<string, object?>(tag, value));
        }
        catch (Exception)
        {
            // Whoever listens to metrics may fail; what was sealed or refused stays so (guarantee 9).
        }
    }
}
