using System.Net;
using Cabinet.Application.Commands;
using Cabinet.Application.Queries;
using Cabinet.Application.Security;
using Cabinet.Application.Security.Clients;
using Cabinet.Host.Boundary.Routes;
using Cabinet.Host.Commands;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Host.Boundary;

/// <summary>
/// The signed boundary: a server of its own beside the one for operators, with limits of its own, on services of the node.
/// </summary>
internal static class ApiServer
{
    private const int MaximumConnections = 1_000;
    private const int MaximumHeaders = 40;
    private const int MaximumHeaderBytes = 16 * 1024;
    private const int MaximumRequestLine = 4 * 1024;
    private const double SlowestBody = 500;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Composes the server; it isn't started.</summary>
    /// <param name="node">The node's services.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="names">The names, beside loopback's own, by which clients call it.</param>
    /// <exception cref="InvalidOperationException">A route isn't declared.</exception>
    public static WebApplication Build(IServiceProvider node, IPEndPoint address, IReadOnlyCollection<string> names)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => Limit(options, address));
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();
        builder.Services.AddSingleton(node.GetRequiredService<ILoggerFactory>());
        var app = builder.Build();
        app.UseRouting();
        app.Use(Gate(node, names).InvokeAsync);
        Map(app, node);
        RouteDeclarations.Require(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints));
        return app;
    }

    /// <summary>The address of a started server.</summary>
    public static string UrlOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    private static void Map(WebApplication app, IServiceProvider node)
    {
        new TaskRoutes(node.GetRequiredService<TaskCommands>(), node.GetRequiredService<TaskQueries>()).Map(app);
        new KeyRoutes(node.GetRequiredService<ISigningKeys>()).Map(app);
    }

    private static BoundaryGate Gate(IServiceProvider node, IReadOnlyCollection<string> names) => new(
        node.GetRequiredService<ClientAuthenticator>(),
        node.GetRequiredService<AccessRefusals>(),
        new ApiAuthorities(names),
        node.GetRequiredService<TimeProvider>(),
        node.GetRequiredService<ILogger<BoundaryGate>>());

    private static void Limit(KestrelServerOptions options, IPEndPoint address)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxConcurrentConnections = MaximumConnections;
        limits.MaxRequestBodySize = RouteRequirements.LargestBody;
        limits.MaxRequestHeaderCount = MaximumHeaders;
        limits.MaxRequestHeadersTotalSize = MaximumHeaderBytes;
        limits.MaxRequestLineSize = MaximumRequestLine;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = IdleTimeout;
        limits.MinRequestBodyDataRate = new MinDataRate(SlowestBody, Grace);
        options.Listen(address, listen => listen.Protocols = HttpProtocols.Http1);
    }
}
