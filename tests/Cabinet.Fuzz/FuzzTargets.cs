using Cabinet.Fuzz.Targets;

namespace Cabinet.Fuzz;

/// <summary>All targets: one for each decoder of bytes from outside.</summary>
internal static class FuzzTargets
{
    // Made on demand: a process serves one, and instrumented code must not run before Instrumentation.Begin.
    private static readonly SortedDictionary<string, Func<FuzzTarget>> Known = new(StringComparer.Ordinal)
    {
        ["audit-evidence"] = () => new AuditEvidenceTarget(),
        ["canonical-json"] = () => new CanonicalJsonTarget(),
        ["checkpoint"] = () => new CheckpointTarget(),
        ["envelope"] = () => new EnvelopeTarget(),
        ["hpke"] = () => new HpkeTarget(),
        ["http-signature"] = () => new HttpSignatureTarget(),
        ["structured-fields"] = () => new StructuredFieldsTarget(),
        ["webhook"] = () => new WebhookTarget(),
    };

    internal static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>Makes the target of that name; null when there is none.</summary>
    internal static FuzzTarget? Create(string name) => Known.TryGetValue(name, out var create) ? create() : null;
}
