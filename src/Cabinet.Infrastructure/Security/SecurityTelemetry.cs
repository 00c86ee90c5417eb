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

    internal static void CountDerivation(string operation) =>
        Derivations.Add(1, new KeyValuePair<string, object?>("cabinet.operation", operation));

    internal static void CountRefusal(string kind) =>
        Refusals.Add(1, new KeyValuePair<string, object?>("cabinet.refusal", kind));
}
