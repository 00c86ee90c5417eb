using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cabinet.Host.Boundary;

/// <summary>Writes answers: JSON, never cached.</summary>
internal static class ApiAnswer
{
    /// <summary>Writes an answer.</summary>
    public static Task WriteAsync<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    /// <summary>Says what was wrong.</summary>
    public static Task ProblemAsync(HttpContext context, ApiProblem problem)
    {
        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(
            context,
            problem.Status,
            new ApiError(new ApiErrorBody(problem.Code, problem.Message, null)),
            ApiJson.Default.ApiError);
    }

    /// <summary>Says that a security check refused the request, and nothing more.</summary>
    public static Task RefusedAsync(HttpContext context, string reference) => WriteAsync(
        context,
        StatusCodes.Status403Forbidden,
        new ApiError(new ApiErrorBody("refused", "The request was refused.", reference)),
        ApiJson.Default.ApiError);
}
