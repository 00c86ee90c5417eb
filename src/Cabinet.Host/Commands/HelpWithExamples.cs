using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Cabinet.Host.Commands;

/// <summary>The usual help, then what the command adds to it: notes, and examples to copy.</summary>
internal sealed class HelpWithExamples(HelpAction inner) : SynchronousCommandLineAction
{
    /// <inheritdoc />
    public override bool Terminating => true;

    /// <inheritdoc />
    public override bool ClearsParseErrors => true;

    /// <inheritdoc />
    public override int Invoke(ParseResult parseResult)
    {
        var code = inner.Invoke(parseResult);
        HelpTexts.Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return code;
    }
}
