using System.Net;

namespace Cabinet.Host.Commands.Serve;

/// <summary>How a node serves.</summary>
/// <param name="Operators">Where health and metrics are.</param>
/// <param name="Concurrency">Jobs of each queue at once; null takes what suits this machine.</param>
/// <param name="Api">Where the signed boundary is; null leaves it off.</param>
/// <param name="ApiNames">The names, beside loopback's own, by which clients call it.</param>
internal sealed record ServeOptions(
    IPEndPoint Operators, int? Concurrency, IPEndPoint? Api, IReadOnlyCollection<string> ApiNames);
