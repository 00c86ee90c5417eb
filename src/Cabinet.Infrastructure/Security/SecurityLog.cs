using Cabinet.Domain.Security;
using Cabinet.Infrastructure.Security.Outbound;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Security;

/// <summary>
/// Every log message of this subsystem. Event ids are stable; key ids are public, key bytes never appear.
/// </summary>
internal static partial class SecurityLog
{
    [LoggerMessage(4001, LogLevel.Information,
        "The key ring is open: {Versions} key versions proven under root key {RootKeyId} from {Source}")]
    internal static partial void RingOpened(ILogger logger, int versions, KeyId rootKeyId, string source);

    [LoggerMessage(4002, LogLevel.Information,
        "Created key {KeyId} version {Version} for {Purpose}, wrapped under root key {RootKeyId}")]
    internal static partial void KeyCreated(
        ILogger logger, KeyId keyId, KeyVersion version, string purpose, KeyId rootKeyId);

    [LoggerMessage(4003, LogLevel.Warning,
        "Created a new root key in {Path}. Back it up apart from the data: without it nothing stored can be read")]
    internal static partial void RootKeyCreated(ILogger logger, string path);

    [LoggerMessage(4004, LogLevel.Error,
        "Key {KeyId} version {Version} ({Purpose}) is of profile {Profile}, which SecurityOptions forbids: what it sealed "
        + "isn't opened on this node")]
    internal static partial void ProfileForbidden(
        ILogger logger, KeyId keyId, KeyVersion version, string purpose, byte profile);

    [LoggerMessage(4010, LogLevel.Error,
        "The audit log can't grow: {Problem} Nothing was signed. Run 'cabinet audit verify' with a checkpoint that was "
        + "kept elsewhere")]
    internal static partial void AuditTreeWrong(ILogger logger, string problem);

    [LoggerMessage(4011, LogLevel.Information,
        "The audit's checkpoint over {TreeSize} entries hands over to key {KeyId} version {Version}")]
    internal static partial void AuditKeyHandedOver(ILogger logger, long treeSize, KeyId keyId, KeyVersion version);

    [LoggerMessage(4040, LogLevel.Warning,
        "Refused the outbound call {Reference} to {Host}, port {Port}: {Reason}")]
    internal static partial void OutboundRefused(
        ILogger logger, Guid reference, OutboundRefusal reason, string host, int port);
}
