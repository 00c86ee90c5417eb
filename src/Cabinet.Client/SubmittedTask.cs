namespace Cabinet.Client;

/// <summary>A task that a node accepted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsNew">False when it was accepted before under the same idempotency key.</param>
public sealed record SubmittedTask(Guid Id, bool IsNew);
