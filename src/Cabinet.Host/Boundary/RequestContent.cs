using Microsoft.AspNetCore.Http.Features;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Cabinet.Host.Boundary;

/// <summary>Reads a request's body whole, within its bound: what is signed is what was received, byte by byte.</summary>
internal static class RequestContent
{
    /// <summary>Reads the body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="maximum">The largest body, in bytes.</param>
    /// <exception cref="ApiProblem">It is larger, encoded, not JSON, or came too slowly.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, int maximum)
    {
        var request = context.Request;
        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw new ApiProblem(
                StatusCodes.Status415UnsupportedMediaType,
                "contentEncoding",
                "Bodies are taken as they are: send no Content-Encoding.");
        }

        if (request.ContentLength > maximum)
        {
            throw TooLarge(maximum);
        }

        // One byte more than allowed, so that what is too large by its content is told from what is not.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maximum;
        }

        var content = await ReadBytesAsync(context, maximum);
        if (content.Length > 0 && !IsJson(request.ContentType))
        {
            throw new ApiProblem(
                StatusCodes.Status415UnsupportedMediaType, "contentType", "The body's Content-Type must be application/json.");
        }

        return content;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadBytesAsync(HttpContext context, int maximum)
    {
        try
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return buffer.Length <= maximum ? buffer.ToArray() : throw TooLarge(maximum);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge(maximum);
        }
        catch (BadHttpRequestException exception)
        {
            throw new ApiProblem(
                exception.StatusCode, "badBody", "The body came too slowly, or isn't framed as HTTP/1.1 says.");
        }
    }

    private static bool IsJson(string? type) => type is not null
        && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/json; charset=utf-8", StringComparison.OrdinalIgnoreCase));

    private static ApiProblem TooLarge(int maximum) => new(
        StatusCodes.Status413PayloadTooLarge,
        "tooLarge",
        maximum == 0 ? "This route takes no body." : $"The body is larger than the {maximum} bytes that this route takes.");
}
