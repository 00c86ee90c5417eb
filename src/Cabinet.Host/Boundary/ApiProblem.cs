namespace Cabinet.Host.Boundary;

/// <summary>Ends a request with an error that its sender may know about.</summary>
/// <param name="status">The status code.</param>
/// <param name="code">For programs: stable, lower camel case.</param>
/// <param name="message">For people: what was wrong, what is allowed, what to do.</param>
internal sealed class ApiProblem(int status, string code, string message) : Exception(message)
{
    /// <summary>The status code.</summary>
    public int Status { get; } = status;

    /// <summary>For programs.</summary>
    public string Code { get; } = code;

    /// <summary>Seconds after which another try may do; null when that isn't known.</summary>
    public int? RetryAfter { get; init; }
}
