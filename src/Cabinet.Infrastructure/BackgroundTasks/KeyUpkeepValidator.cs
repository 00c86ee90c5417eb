using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.BackgroundTasks;

/// <summary>Says what is wrong with the options of the keys' upkeep, and what is allowed.</summary>
internal sealed class KeyUpkeepValidator : IValidateOptions<KeyUpkeepOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, KeyUpkeepOptions options)
    {
        var wrong = new List<string>();
        var second = TimeSpan.FromSeconds(1);
        Check(nameof(options.RefreshInterval), options.RefreshInterval, second, TimeSpan.FromMinutes(1));
        Check(nameof(options.RotationInterval), options.RotationInterval, second, TimeSpan.FromHours(1));
        Check(nameof(options.ResealInterval), options.ResealInterval, second, TimeSpan.FromDays(1));
        Check(nameof(options.ResealBatchSize), options.ResealBatchSize, 1, 1_000);
        if (options.RotateAfter is { } age)
        {
            Check(nameof(options.RotateAfter), age, TimeSpan.FromHours(1), TimeSpan.FromDays(3_650));
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);

        void Check<TValue>(string what, TValue value, TValue least, TValue most)
            where TValue : IComparable<TValue>
        {
            if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            {
                wrong.Add($"{what} of the keys' upkeep is {value}; it must be from {least} to {most}.");
            }
        }
    }
}
