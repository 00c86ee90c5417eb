using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Persistence;
using Cabinet.Application.Queue;
using Cabinet.Application.Security;
using Cabinet.Host.Output;
using Microsoft.Extensions.Options;

namespace Cabinet.Host.Commands;

/// <summary>Turns whatever ended a command into words and an exit code.</summary>
internal static class Failures
{
    /// <summary>Explains an exception.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="interrupted">Whether somebody asked the command to stop.</param>
    public static CommandException Explain(Exception exception, bool interrupted) => exception switch
    {
        CommandException known => known,
        OperationCanceledException when interrupted => new(
            ExitCode.Interrupted,
            "interrupted",
            "Stopped. Nothing that was acknowledged is lost: the same command goes on from here.",
            exception),
        StoreException { Fault: StoreFault.InUse } => new(ExitCode.InUse, "inUse", exception.Message, exception),
        StoreException store => new(ExitCode.Unavailable, Names.Of(store.Fault), store.Message, store),
        StorageException => new(ExitCode.Unavailable, "storage", exception.Message, exception),
        RootKeyException => new(ExitCode.Unavailable, "rootKey", exception.Message, exception),
        KeyRingException => new(ExitCode.Unavailable, "keyRing", exception.Message, exception),
        JobFailedException => new(ExitCode.Unavailable, "storage", exception.Message, exception),
        OptionsValidationException => new(ExitCode.Usage, "usage", exception.Message, exception),
        AggregateException { InnerExceptions: [var only] } => Explain(only, interrupted),
        _ => new(
            ExitCode.Bug,
            "bug",
            $"Cabinet failed in a way that nobody foresaw ({exception.GetType().Name}: {exception.Message}). Run the "
                + "command "
            + "again with --verbose and report what it prints.",
            exception),
    };
}
