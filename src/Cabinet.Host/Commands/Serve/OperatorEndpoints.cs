using System.Text.Json;
using Cabinet.Application.Observability;
using Cabinet.Host.Output;
using Cabinet.Infrastructure.Observability;

namespace Cabinet.Host.Commands.Serve;

/// <summary>What a node answers over HTTP: health and metrics, nothing else.</summary>
internal static class OperatorEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void Map(WebApplication app)
    {
        app.Use(RefuseForeignHostsAsync);
        app.Use(AllowReadingOnlyAsync);
        app.MapGet("/health/live", (RequestDelegate)(context =>
            WriteAsync(context, StatusCodes.Status200OK, new HealthLine("healthy", []))));
        app.MapGet("/health/ready", (RequestDelegate)ReadyAsync);
        app.MapPrometheusScrapingEndpoint("/metrics");
    }

    // A web page that a browser on this machine has open must not read the port by pointing a name of its own at the
    // loopback address. Whoever listens beyond loopback is called by names that only they know.
    private static Task RefuseForeignHostsAsync(HttpContext context, RequestDelegate next)
    {
        var isLocal = context.Connection.LocalIpAddress is { } address && System.Net.IPAddress.IsLoopback(address);
        var host = context.Request.Host.Host;
        if (!isLocal || host is "localhost" or "127.0.0.1" or "[::1]" || host.Length == 0
            || (System.Net.IPAddress.TryParse(host, out var named) && System.Net.IPAddress.IsLoopback(named)))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }

    private static Task AllowReadingOnlyAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "GET, HEAD";
        return Task.CompletedTask;
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var health = context.RequestServices.GetRequiredService<HealthReporter>();
        var summary = await health.ReportAsync(context.RequestAborted);
        var status = summary.Status == HealthStatus.Unhealthy
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK;
        var checks = summary.Entries.Select(entry =>
            new HealthCheckLine(entry.Name, Names.Of(entry.Report.Status), entry.Report.Message));
        await WriteAsync(context, status, new HealthLine(Names.Of(summary.Status), [.. checks]));
    }

    private static Task WriteAsync(HttpContext context, int status, HealthLine line)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(
            JsonSerializer.Serialize(line, OutputJson.Default.HealthLine), context.RequestAborted);
    }
}
