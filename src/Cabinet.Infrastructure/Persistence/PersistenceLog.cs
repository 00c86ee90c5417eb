using Cabinet.Domain.Security;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Persistence;

/// <summary>
/// Every log message of this subsystem. Event ids are stable; records appear by type and id, never by content.
/// </summary>
internal static partial class PersistenceLog
{
    [LoggerMessage(2001, LogLevel.Error,
        "The {RecordType} of {RecordId} can't be opened although its key is right: its row was altered or moved")]
    internal static partial void Unreadable(ILogger logger, string recordType, Guid recordId);

    [LoggerMessage(2002, LogLevel.Critical,
        "The {RecordType} of {RecordId} needs version {Version} of key {KeyId}, which this node's ring doesn't have")]
    internal static partial void KeyUnavailable(
        ILogger logger, string recordType, Guid recordId, KeyId keyId, KeyVersion version);

    [LoggerMessage(2003, LogLevel.Warning,
        "The key ring couldn't be brought up to date for a read ({Error}): {Message}")]
    internal static partial void RefreshFailed(ILogger logger, string error, string message);
}
