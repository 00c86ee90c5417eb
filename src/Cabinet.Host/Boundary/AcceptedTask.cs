namespace Cabinet.Host.Boundary;

/// <summary>The answer to a submitted task.</summary>
/// <param name="Id">The task.</param>
/// <param name="IsNew">False when it was accepted before under the same idempotency key.</param>
internal sealed record AcceptedTask(string Id, bool IsNew);
