using Cabinet.Application.Queue;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Says what is wrong with the options of retention, and what is allowed.</summary>
internal sealed class HistoryRetentionValidator : IValidateOptions<HistoryRetentionOptions>
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, HistoryRetentionOptions options)
    {
        var wrong = new List<string>();
        Check(nameof(options.KeepHistory), options.KeepHistory, TimeSpan.FromMinutes(1), Longest);
        foreach (var (end, period) in options.KeepHistoryByEnd.FindWrong())
        {
            Check($"{nameof(options.KeepHistoryByEnd)}.{end}", period, HistoryPeriods.Shortest, HistoryPeriods.Longest);
        }

        Check(nameof(options.KeepTasks), options.KeepTasks, TimeSpan.FromMinutes(1), Longest);
        Check(nameof(options.KeepBatches), options.KeepBatches, TimeSpan.FromMinutes(1), Longest);
        Check(nameof(options.KeepDeadLetters), options.KeepDeadLetters ?? Longest, TimeSpan.FromMinutes(1), Longest);
        Check(nameof(options.Interval), options.Interval, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1));
        Check(nameof(options.BatchSize), options.BatchSize, 1, 10_000);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check<TValue>(string what, TValue value, TValue least, TValue most)
            where TValue : IComparable<TValue>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                wrong.Add($"{what} of the history's retention is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
