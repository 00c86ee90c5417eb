using Cabinet.Application;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>
/// Makes handlers for outgoing HTTP that reach the public internet and what <see cref="OutboundOptions"/> allows, and
/// nothing else. Whatever is refused throws <see cref="OutboundRefusedException"/>. The environment's proxies aren't
/// used, cookies aren't kept, and HTTP/3 isn't spoken. Safe for any number of threads.
/// </summary>
public sealed class OutboundGuard
{
    private readonly OutboundConnector connector;
    private readonly OutboundOptions options;
    private readonly OutboundRefusals refusals;

    /// <summary>Guards by the operating system's resolver.</summary>
    public OutboundGuard(IOptions<OutboundOptions> options, IIdGenerator ids, ILogger<OutboundGuard> logger)
        : this((options ?? throw new ArgumentNullException(nameof(options))).Value, ids, logger, new SystemResolver())
    {
    }

    internal OutboundGuard(OutboundOptions options, IIdGenerator ids, ILogger logger, IOutboundResolver resolver)
    {
        this.options = options;
        refusals = new OutboundRefusals(ids, logger);
        connector = new OutboundConnector(options, resolver, refusals);
    }

    /// <summary>A handler with connections of its own. Whoever asks disposes it; keep one for each integration.</summary>
    public HttpMessageHandler CreateHandler() =>
        new OutboundHandler(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseProxy = false,
                UseCookies = false,
                ConnectTimeout = options.ConnectTimeout,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectCallback = (context, cancellationToken) =>
                    connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
            },
            options,
            refusals);
}
