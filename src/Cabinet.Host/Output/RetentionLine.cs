using Cabinet.Application.Persistence.Records;

namespace Cabinet.Host.Output;

/// <summary>How long an operator has said that something is kept.</summary>
/// <param name="Type">The type; null means all that nothing is said about.</param>
/// <param name="State">What of it.</param>
/// <param name="Keep">How long, in seconds.</param>
internal sealed record RetentionLine(string? Type, string State, double Keep)
{
    /// <summary>Shows a rule.</summary>
    public static RetentionLine From(RetentionRule rule) => new(
        rule.Type?.Value, Names.Of(rule.State), rule.Keep.TotalSeconds);
}
