using System.CommandLine;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands;

/// <summary>Options that narrow a list.</summary>
internal static class Filters
{
    /// <summary>An option that takes a value of a closed set.</summary>
    public static Option<string?> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        var option = new Option<string?>(name)
        {
            HelpName = name[2..].ToUpperInvariant(),
            Description = $"{description} One of: {string.Join(", ", Names.All<T>())}.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Names.All<T>().Contains(token.Value))
            {
                result.AddError($"{name} is '{token.Value}'; allowed are {string.Join(", ", Names.All<T>())}.");
            }
        });
        return option;
    }

    /// <summary>Reads an option that <see cref="Choice"/> made.</summary>
    public static T? Read<T>(this ParseResult parsed, Option<string?> option)
        where T : struct, Enum => parsed.GetValue(option) is { } name
            ? Enum.GetValues<T>().First(value => Names.Of(value) == name)
            : null;

    /// <summary>The option that takes a tag.</summary>
    public static Option<string?> Tag()
    {
        var option = new Option<string?>("--tag") { HelpName = "TAG", Description = "Only jobs with this tag." };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !JobTags.IsValid(token.Value))
            {
                result.AddError($"--tag is '{token.Value}'; a tag has 1 to {JobTags.MaximumLength} printable characters.");
            }
        });
        return option;
    }

    /// <summary>The option that takes a partition.</summary>
    public static Option<string?> Partition()
    {
        var option = new Option<string?>("--partition")
        {
            HelpName = "KEY",
            Description = "Only jobs of this partition.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !PartitionKey.IsValid(token.Value))
            {
                result.AddError($"--partition is '{token.Value}'; a partition has 1 to {PartitionKey.MaximumLength} "
                    + "printable characters.");
            }
        });
        return option;
    }

    /// <summary>An option that takes a name.</summary>
    public static Option<string?> Name(string name, string description)
    {
        var option = new Option<string?>(name) { HelpName = name[2..].ToUpperInvariant(), Description = description };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !NameRules.IsValid(token.Value))
            {
                result.AddError($"{name} is '{token.Value}'; a name has 1 to 100 characters of a-z, 0-9, '.', '_' and "
                    + "'-'.");
            }
        });
        return option;
    }
}
