using Cabinet.Application.Persistence;
using Cabinet.Application.Security.Clients;
using Cabinet.Application.Security.Signatures;
using Cabinet.Domain.Limits;
using Microsoft.Extensions.Primitives;

namespace Cabinet.Host.Boundary;

/// <summary>
/// What every request passes before its route sees it, in this order: the address's rate, target, name and size; the key,
/// the signature and its freshness; scope and role; the client's rate. The nonce is consumed by the route's commit.
/// </summary>
/// <remarks>The seam for encrypted sessions is between size and key: what opens the body stands in front of the signature.</remarks>
internal sealed class BoundaryGate(
    ClientAuthenticator authenticator,
    AccessRefusals refusals,
    ApiAuthorities authorities,
    TimeProvider time,
    ILogger<BoundaryGate> logger)
{
    private const int MaximumIdempotencyKey = 128;

    // Before anything is looked up: one address can't keep a node busy with what it will refuse.
    private static readonly RateLimit AddressRate = new(6_000, TimeSpan.FromMinutes(1), 2_000);

    private readonly RateTable addresses = new(time);
    private readonly RateTable clients = new(time);

    /// <summary>Lets a request through, or answers it.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await PassAsync(context, next);
        }
        catch (ApiProblem problem)
        {
            await ApiAnswer.ProblemAsync(context, problem);
        }
        catch (AccessRefused refused)
        {
            await RefuseAsync(context, refused);
        }
        catch (StoreException exception)
        {
            BoundaryLog.StoreUnavailable(logger, exception.Fault);
            await ApiAnswer.ProblemAsync(context, Unavailable());
        }
    }

    private async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        var requirements = context.GetEndpoint()?.Metadata.GetMetadata<RouteRequirements>();
        TakeRate(addresses, $"{context.Connection.RemoteIpAddress}", AddressRate);
        var target = RequestTarget.Of(context);
        if (requirements is null)
        {
            throw new ApiProblem(StatusCodes.Status404NotFound, "noRoute", "There is no such route, or not with this method.");
        }

        if (!authorities.Has(context))
        {
            throw new AccessRefused("ForeignAuthority");
        }

        var content = await RequestContent.ReadAsync(context, requirements.MaximumBody);
        var identity = requirements.NeedsSignature ? await AuthenticateAsync(context, target, content) : null;
        if (identity is not null && !identity.May(requirements.Scope!, requirements.Role))
        {
            throw new AccessRefused("NotAllowed", identity.Command.Signer);
        }

        TakeRate(
            clients,
            $"{requirements.Name} {identity?.Client.Name ?? $"{context.Connection.RemoteIpAddress}"}",
            requirements.Rate);
        context.Features.Set(new AdmittedRequest(content, identity, IdempotencyKey(context, requirements)));
        await next(context);
    }

    private async ValueTask<ClientIdentity> AuthenticateAsync(
        HttpContext context, RequestTarget target, ReadOnlyMemory<byte> content)
    {
        var request = context.Request;
        var message = SignatureMessage.ForRequest(
            request.Method, request.Scheme, request.Host.Value ?? "", target.Path, target.Query) with
        {
            Fields = [.. request.Headers.SelectMany(Fields)],
            Content = content,
        };
        List<string> covered = [];
        if (content.Length > 0)
        {
            covered.Add("content-type");
        }

        if (request.Headers.ContainsKey(ApiHeaders.IdempotencyKey))
        {
            covered.Add("idempotency-key");
        }

        return await authenticator.AuthenticateAsync(message, covered, context.RequestAborted) switch
        {
            Authentication.Verified verified => verified.Identity,
            Authentication.Refused refused => throw new AccessRefused(refused.Why),
            var other => throw new InvalidOperationException($"There is no {other}."),
        };
    }

    private async Task RefuseAsync(HttpContext context, AccessRefused refused)
    {
        var route = context.GetEndpoint()?.Metadata.GetMetadata<RouteRequirements>()?.Name ?? "none";
        try
        {
            var reference = refused.Reference
                ?? await refusals.RecordAsync(refused.Who, route, refused.Why, CancellationToken.None);
            await ApiAnswer.RefusedAsync(context, reference);
        }
        catch (StoreException exception)
        {
            // Refused it stays; only that nobody could write down why is another answer.
            BoundaryLog.StoreUnavailable(logger, exception.Fault);
            await ApiAnswer.ProblemAsync(context, Unavailable());
        }
    }

    private static void TakeRate(RateTable table, string caller, RateLimit rate)
    {
        if (table.Take(caller, rate) is { } wait)
        {
            throw new ApiProblem(
                StatusCodes.Status429TooManyRequests, "tooMany", $"Too many requests: {rate} are taken. Wait, and try again.")
            {
                RetryAfter = (int)Math.Ceiling(Math.Max(1, wait.TotalSeconds)),
            };
        }
    }

    private static string? IdempotencyKey(HttpContext context, RouteRequirements requirements)
    {
        var values = context.Request.Headers[ApiHeaders.IdempotencyKey];
        if (values.Count == 0 && !requirements.NeedsIdempotencyKey)
        {
            return null;
        }

        return values is [{ Length: > 0 and <= MaximumIdempotencyKey } only] && only.All(letter => letter is > ' ' and <= '~')
            ? only
            : throw new ApiProblem(
                StatusCodes.Status400BadRequest,
                "idempotencyKey",
                $"One Idempotency-Key of 1 to {MaximumIdempotencyKey} visible ASCII characters must come with the request. "
                + "A retry sends the same key with a new nonce.");
    }

    private static IEnumerable<SignatureField> Fields(KeyValuePair<string, StringValues> header) =>
        header.Value.Select(value => new SignatureField(header.Key, value ?? ""));

    private static ApiProblem Unavailable() => new(
        StatusCodes.Status503ServiceUnavailable,
        "unavailable",
        "The store doesn't answer now. Whether the request took effect isn't known: send it again, with the same "
        + "Idempotency-Key and a new nonce.")
    {
        RetryAfter = 1,
    };
}
