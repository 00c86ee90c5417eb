using System.CommandLine;
using Cabinet.Host.Output;

namespace Cabinet.Host.Commands;

/// <summary>What a running command has at hand.</summary>
internal sealed class CommandContext(ParseResult parsed, CommandOutput output, CancellationToken cancellationToken)
{
    /// <summary>The command line.</summary>
    public ParseResult Parsed { get; } = parsed;

    /// <summary>Where it writes.</summary>
    public CommandOutput Output { get; } = output;

    /// <summary>Cancelled by Ctrl-C and by SIGTERM.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The data folder that was named.</summary>
    public DataFolder Data { get; } = DataFolder.At(parsed.GetRequiredValue<string>(CommonOptions.Data));

    /// <summary>The store that was named; the data folder's own when none was.</summary>
    public StoreAddress Store { get; } = StoreAddress.Choose(
        parsed.GetValue<string?>(CommonOptions.Store),
        DataFolder.At(parsed.GetRequiredValue<string>(CommonOptions.Data)));

    /// <summary>Whether to log.</summary>
    public bool IsVerbose { get; } = parsed.GetValue<bool>(CommonOptions.Verbose);

    /// <summary>Opens the store beside whatever node runs on it.</summary>
    public ValueTask<StoreSession> OpenStoreAsync() => StoreSession.OpenAsync(this, create: false);
}
