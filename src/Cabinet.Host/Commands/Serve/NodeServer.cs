using System.Diagnostics.Metrics;
using System.Net;
using Cabinet.Host.Boundary;
using Cabinet.Host.Output;
using Cabinet.Infrastructure.Observability;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Cabinet.Host.Commands.Serve;

/// <summary>A node with an HTTP port for operators.</summary>
internal static class NodeServer
{
    private const int MaximumConnections = 100;
    private static readonly double[] Seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    /// <summary>Runs the node until the command is cancelled.</summary>
    public static async Task<ExitCode> RunAsync(CommandContext context, ServeOptions options)
    {
        context.Data.Create();
        context.Store.Create();
        await using var app = Build(context, options.Operators, options.Concurrency);
        OperatorEndpoints.Map(app);
        await using var api = options.Api is { } address ? ApiServer.Build(app.Services, address, options.ApiNames) : null;
        await StartAsync(app, options.Operators, "--listen", context);

        // The boundary comes after the node, whose start opens store and keys, and goes before it.
        if (api is not null)
        {
            await StartAsync(api, options.Api!, "--api", context);
        }

        Report(context.Output, "listening", ApiServer.UrlOf(app), context, api is null ? null : ApiServer.UrlOf(api));
        await WaitForEndAsync(context.CancellationToken);
        if (api is not null)
        {
            await api.StopAsync(CancellationToken.None);
        }

        await app.StopAsync(CancellationToken.None);
        Report(context.Output, "stopped", null, context);
        return ExitCode.Done;
    }

    private static async Task StartAsync(WebApplication app, IPEndPoint address, string option, CommandContext context)
    {
        try
        {
            await app.StartAsync(context.CancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new CommandException(
                ExitCode.Usage,
                "portInUse",
                $"Another program listens on {address}. Name another port with {option}, or 0 for a free one.",
                exception);
        }
    }

    private static WebApplication Build(CommandContext context, IPEndPoint address, int? concurrency)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ToStandardError(
            context.IsVerbose ? LogLevel.Debug : LogLevel.Information, asJson: Console.IsErrorRedirected);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Limit(options, address));
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("cabinet", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics
                .AddMeter([.. TelemetryNames.Meters])
                .AddMeter("System.Runtime")
                .AddView(SecondsView)
                .AddPrometheusExporter());
        NodeServices.Add(builder.Services, context.Store, context.Data, context.Payloads, concurrency);
        return builder.Build();
    }

    // Without advice the SDK assumes milliseconds, and every duration in seconds would fall into its first bucket.
    private static MetricStreamConfiguration? SecondsView(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice: null }
            ? new ExplicitBucketHistogramConfiguration { Boundaries = Seconds }
            : null;

    private static void Limit(KestrelServerOptions options, IPEndPoint address)
    {
        options.AddServerHeader = false;
        options.Limits.MaxConcurrentConnections = MaximumConnections;
        options.Limits.MaxRequestBodySize = 0;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        options.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static async Task WaitForEndAsync(CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(end.SetResult);
        await end.Task;
    }

    private static void Report(CommandOutput output, string happened, string? url, CommandContext context, string? api = null)
    {
        if (output.IsJson)
        {
            output.Line(new NodeEventLine(happened, url, context.Data.Path, context.Store.Label, api), OutputJson.Default.NodeEventLine);
            return;
        }

        var store = Printable.Text(context.Store.Label);
        output.Results.WriteLine(url is null
            ? $"The node on {store} has stopped."
            : $"A node works on {store}. Health: {url}/health/ready  Metrics: {url}/metrics  "
                + (api is null ? "" : $"API: {api}/v1  ") + "Stop it with Ctrl-C.");
        output.Results.Flush();
    }
}
