using Cabinet.Application;
using Microsoft.Extensions.Logging;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>Puts a refusal's reason into the log, and nothing but a reference into the exception.</summary>
internal sealed class OutboundRefusals(IIdGenerator ids, ILogger logger)
{
    internal void ThrowUnlessNone(OutboundRefusal reason, string host, int port)
    {
        if (reason == OutboundRefusal.None) return;
        var reference = ids.Next();
        SecurityLog.OutboundRefused(logger, reference, reason, host, port);
        throw new OutboundRefusedException(reference);
    }
}
