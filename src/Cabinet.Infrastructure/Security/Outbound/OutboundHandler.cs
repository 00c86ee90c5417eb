using System.Net;

namespace Cabinet.Infrastructure.Security.Outbound;

/// <summary>Checks each hop of a call before it is sent, and follows redirects itself.</summary>
internal sealed class OutboundHandler(HttpMessageHandler inner, OutboundOptions options, OutboundRefusals refusals)
    : DelegatingHandler(inner)
{
    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Outgoing calls are asynchronous: use SendAsync.");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var current = request;
        for (var followed = 0; ; followed++)
        {
            var response = await SendHopAsync(current, cancellationToken);
            if (!OutboundRedirect.IsFollowed(current, response)) return response;
            using (response)
            {
                var target = current.RequestUri!;
                if (followed == options.MaxRedirects) Refuse(OutboundRefusal.TooManyRedirects, target);
                Refuse(OutboundRedirect.Next(current, response, out var next), target);
                current = next!;
            }
        }
    }

    private async Task<HttpResponseMessage> SendHopAsync(HttpRequestMessage hop, CancellationToken cancellationToken)
    {
        var target = hop.RequestUri is { IsAbsoluteUri: true } uri
            ? uri
            : throw new InvalidOperationException("An outgoing call needs an absolute URI.");
        Refuse(TargetRules.Check(target, options), target);

        // A host header of its own would reach another site at an address that was checked for this one.
        if (hop.Headers.Host is { } host && !host.Equals(target.Authority, StringComparison.OrdinalIgnoreCase))
            Refuse(OutboundRefusal.HostHeader, target);

        // HTTP/3 connects by QUIC and wouldn't pass the connector.
        if (hop.Version > HttpVersion.Version20) hop.Version = HttpVersion.Version20;
        if (hop.VersionPolicy == HttpVersionPolicy.RequestVersionOrHigher)
            hop.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        try
        {
            return await base.SendAsync(hop, cancellationToken);
        }
        catch (HttpRequestException failed) when (failed.InnerException is OutboundRefusedException refused)
        {
            throw new OutboundRefusedException(refused.Reference);
        }
    }

    private void Refuse(OutboundRefusal reason, Uri target) =>
        refusals.ThrowUnlessNone(reason, target.IdnHost, target.Port);
}
