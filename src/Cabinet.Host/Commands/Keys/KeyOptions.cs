using System.CommandLine;
using System.Globalization;
using Cabinet.Application.Security.Audit;
using Cabinet.Domain.Security;

namespace Cabinet.Host.Commands.Keys;

/// <summary>Options that the commands for keys share.</summary>
internal static class KeyOptions
{
    /// <summary>The option that names a purpose.</summary>
    public static Option<string?> Purpose(string description)
    {
        var option = new Option<string?>("--purpose")
        {
            HelpName = "PURPOSE",
            Description = $"{description} One of: {string.Join(", ", KeyPurposes.All)}.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !KeyPurposes.All.Contains(token.Value))
            {
                result.AddError($"--purpose is '{token.Value}'; allowed are {string.Join(", ", KeyPurposes.All)}.");
            }
        });
        return option;
    }

    /// <summary>The option that names a tenant.</summary>
    public static Option<string?> Tenant(string description) => Filters.Name("--tenant", description);

    /// <summary>The option that says why.</summary>
    public static Option<string> Reason()
    {
        var option = new Option<string>("--reason")
        {
            HelpName = "TEXT",
            Required = true,
            Description = $"Why, for the audit log: 1 to {AuditEvent.MaximumReason} characters. It holds no secrets.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && (string.IsNullOrWhiteSpace(token.Value) || token.Value.Length > AuditEvent.MaximumReason))
            {
                result.AddError($"--reason has 1 to {AuditEvent.MaximumReason} characters; say why.");
            }
        });
        return option;
    }

    /// <summary>The option to stay until all nodes have confirmed.</summary>
    public static Option<bool> Wait() => new("--wait")
    {
        Description = "Stay until every node has confirmed, at most 5 minutes.",
    };

    /// <summary>The argument that names a version.</summary>
    public static Argument<string> Version() => new("KEY/VERSION")
    {
        Description = "The version, as 'keys list' prints it: 32 hexadecimal digits, a slash, a number.",
    };

    /// <summary>Reads what <see cref="Version"/> took.</summary>
    /// <exception cref="CommandException">It isn't the name of a version.</exception>
    public static SealedUnder Read(string text)
    {
        var parts = text.Split('/');
        if (parts is [{ Length: 32 } id, var number]
            && UInt128.TryParse(id, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version >= 1)
        {
            return new SealedUnder(new KeyId(value), new KeyVersion(version));
        }

        throw new CommandException(
            ExitCode.Usage,
            "badKey",
            $"'{text}' names no version of a key. It has 32 hexadecimal digits, a slash and a number, as 'keys list' "
                + "prints it.");
    }
}
