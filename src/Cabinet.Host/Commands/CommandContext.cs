using System.CommandLine;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands;

/// <summary>What a running command has at hand.</summary>
internal sealed class CommandContext
{
    /// <summary>Reads what all commands have in common.</summary>
    /// <exception cref="CommandException">Store or folder aren't what they have to be.</exception>
    public CommandContext(ParseResult parsed, CommandOutput output, CancellationToken cancellationToken)
    {
        Parsed = parsed;
        Output = output;
        CancellationToken = cancellationToken;
        Data = DataFolder.At(parsed.GetRequiredValue<string>(CommonOptions.Data));
        Store = StoreAddress.Choose(parsed.GetValue<string?>(CommonOptions.Store), Data);
        Payloads = PayloadFolder.Choose(parsed.GetValue<string?>(CommonOptions.Payloads), Store, Data);
        IsVerbose = parsed.GetValue<bool>(CommonOptions.Verbose);
    }

    /// <summary>The command line.</summary>
    public ParseResult Parsed { get; }

    /// <summary>Where it writes.</summary>
    public CommandOutput Output { get; }

    /// <summary>Cancelled by Ctrl-C and by SIGTERM.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The data folder that was named.</summary>
    public DataFolder Data { get; }

    /// <summary>The store that was named; the data folder's own when none was.</summary>
    public StoreAddress Store { get; }

    /// <summary>The folder of large payloads.</summary>
    public PayloadFolder Payloads { get; }

    /// <summary>Whether to log.</summary>
    public bool IsVerbose { get; }

    /// <summary>Opens the store beside whatever node runs on it.</summary>
    public ValueTask<StoreSession> OpenStoreAsync() => StoreSession.OpenAsync(this, create: false);
}
