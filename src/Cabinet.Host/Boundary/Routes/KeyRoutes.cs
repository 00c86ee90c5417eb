using Cabinet.Application.Security;
using Cabinet.Domain.Limits;
using Cabinet.Domain.Security;
using Cabinet.Host.Output;
using Microsoft.AspNetCore.Routing;

namespace Cabinet.Host.Boundary.Routes;

/// <summary>The public halves of what this installation signs with; whoever asks gets them.</summary>
internal sealed class KeyRoutes(ISigningKeys keys)
{
    private static readonly string[] Published =
        [KeyPurposes.AuditCheckpoint, KeyPurposes.HttpSignature, KeyPurposes.Webhook];

    /// <summary>Maps it.</summary>
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/keys", (RequestDelegate)ListAsync).WithMetadata(new RouteRequirements
        {
            Name = "listKeys",
            NeedsSignature = false,
            MaximumBody = 0,
            Rate = new RateLimit(60, TimeSpan.FromMinutes(1), 60),
        });

    private Task ListAsync(HttpContext context)
    {
        var lines = Published.SelectMany(purpose => keys.ListPublicKeys(purpose, "")).Select(PublicKeyLine.From);
        return ApiAnswer.WriteAsync(
            context, StatusCodes.Status200OK, new PublishedKeys([.. lines]), ApiJson.Default.PublishedKeys);
    }
}
