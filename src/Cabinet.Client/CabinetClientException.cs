using System.Net;

namespace Cabinet.Client;

/// <summary>A node answered, and not with what was asked for.</summary>
/// <param name="status">The status code.</param>
/// <param name="code">For programs: stable, lower camel case; <c>unknown</c> where the answer wasn't a node's.</param>
/// <param name="message">What was wrong, in the node's words.</param>
/// <param name="reference">Where a security check refused the request: the id under which the node's audit says why.</param>
public sealed class CabinetClientException(HttpStatusCode status, string code, string message, string? reference)
    : Exception(reference is null ? message : $"{message} Whoever runs the node finds why in its audit under {reference}.")
{
    /// <summary>The status code.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>For programs.</summary>
    public string Code { get; } = code;

    /// <summary>The reference of a refusal, or null.</summary>
    public string? Reference { get; } = reference;
}
