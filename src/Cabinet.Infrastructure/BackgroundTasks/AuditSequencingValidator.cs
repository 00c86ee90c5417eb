using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Says what is wrong with the options of audit sequencing, and what is allowed.</summary>
internal sealed class AuditSequencingValidator : IValidateOptions<AuditSequencingOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AuditSequencingOptions options)
    {
        var wrong = new List<string>();
        if (options.Interval < Shortest || options.Interval > Longest)
        {
            wrong.Add($"Interval of audit sequencing is {options.Interval}; it must be from {Shortest} to {Longest}.");
        }

        if (options.BatchSize is < 1 or > 1_000)
        {
            wrong.Add($"BatchSize of audit sequencing is {options.BatchSize}; it must be from 1 to 1000.");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}
