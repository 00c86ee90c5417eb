using System.CommandLine;
using Cabinet.Application.Security.Audit;

namespace Cabinet.Host.Commands.Audit;

/// <summary>The files and keys that audit commands are given.</summary>
internal static class AuditFiles
{
    private const int MaximumBytes = 1024 * 1024;

    /// <summary>An option that takes verifier keys.</summary>
    public static Option<string[]> KeysOption() => new("--vkey")
    {
        HelpName = "KEY",
        Description = "A verifier key that you know from elsewhere ('cabinet keys export-public' prints it), or a file with "
            + "one on each line. May be repeated.",
    };

    /// <summary>Reads what <see cref="KeysOption"/> was given.</summary>
    public static IReadOnlyList<string> ReadKeys(string[]? given) =>
    [
        .. (given ?? []).SelectMany(text => text.Contains('+', StringComparison.Ordinal) && !File.Exists(text)
            ? [text]
            : System.Text.Encoding.UTF8.GetString(Read(text).Note.Span)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];

    /// <summary>Reads a small file.</summary>
    /// <exception cref="CommandException">It isn't there, can't be read, or isn't small.</exception>
    public static HeldCheckpoint Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaximumBytes)
            {
                throw new CommandException(
                    ExitCode.Usage, "badFile", $"{path} has {file.Length} bytes; at most {MaximumBytes} are read.");
            }

            using var bytes = new MemoryStream();
            file.CopyTo(bytes);
            return new HeldCheckpoint(path, bytes.ToArray());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
    }

    /// <summary>Says that a file can't be read.</summary>
    public static CommandException Unreadable(string path, Exception exception) => new(
        ExitCode.Usage, "badFile", $"The file {path} can't be read: {exception.Message}", exception);

    /// <summary>Says that a verifier key isn't one.</summary>
    public static CommandException BadKey(ArgumentException exception) =>
        new(ExitCode.Usage, "badKey", exception.Message, exception);

    /// <summary>The keys that the store says its checkpoints are signed with.</summary>
    public static async ValueTask<IReadOnlyList<string>> ListKeysAsync(
        StoreSession session, CancellationToken cancellationToken) =>
    [
        .. (await session.Get<IAuditVerifierKeys>()
            .ListAsync(session.Store.Keys, session.Store.Audit, cancellationToken)).Select(key => key.Text),
    ];
}
