using Cabinet.Application.Persistence;

namespace Cabinet.Host.Boundary;

/// <summary>What the boundary logs. Event ids stay.</summary>
internal static partial class BoundaryLog
{
    [LoggerMessage(7001, LogLevel.Warning, "The store failed while a request was served: {Fault}.")]
    public static partial void StoreUnavailable(ILogger logger, StoreFault fault);
}
