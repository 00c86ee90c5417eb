namespace Cabinet.Host;

/// <summary>Ends a command with a message for whoever typed it.</summary>
internal sealed class CommandException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="exitCode">What the process ends with.</param>
    /// <param name="code">The same for scripts, in lower camel case; stable.</param>
    /// <param name="message">What was wrong, what is allowed and what to do, in whole sentences.</param>
    /// <param name="innerException">The cause, if any; shown with <c>--verbose</c> only.</param>
    public CommandException(ExitCode exitCode, string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ExitCode = exitCode;
        Code = code;
    }

    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode { get; }

    /// <summary>The same for scripts.</summary>
    public string Code { get; }
}
