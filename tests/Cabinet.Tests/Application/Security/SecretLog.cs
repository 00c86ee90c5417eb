using Cabinet.Application.Security;
using Microsoft.Extensions.Logging;

namespace Cabinet.Tests.Application.Security;

/// <summary>What somebody writes who logs a secret by mistake.</summary>
internal static partial class SecretLog
{
    [LoggerMessage(1, LogLevel.Warning, "{User} tried {Password} with {Key}")]
    internal static partial void Attempted(ILogger logger, string user, SecretText password, SecretBytes key);
}
