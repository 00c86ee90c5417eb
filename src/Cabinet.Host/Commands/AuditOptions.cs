using System.CommandLine;
using Cabinet.Application.Security.Audit;

namespace Cabinet.Host.Commands;

/// <summary>Options of commands that are audited.</summary>
internal static class AuditOptions
{
    /// <summary>An option that says why.</summary>
    /// <param name="name">Its name; where <c>--reason</c> chooses among reasons of failure it has another.</param>
    public static Option<string?> Reason(string name = "--reason")
    {
        var option = new Option<string?>(name)
        {
            HelpName = "TEXT",
            Description = $"Why, in your words, for the audit log; at most {AuditEvent.MaximumReason} characters. Name no "
                + "secrets.",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value.Length: var length and > AuditEvent.MaximumReason }])
            {
                result.AddError($"{name} has {length} characters; at most {AuditEvent.MaximumReason} are allowed.");
            }
        });
        return option;
    }
}
