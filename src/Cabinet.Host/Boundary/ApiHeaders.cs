namespace Cabinet.Host.Boundary;

/// <summary>Header fields of the boundary that HTTP itself has no constant for.</summary>
internal static class ApiHeaders
{
    /// <summary>Under which at most one task is ever accepted from a client.</summary>
    public const string IdempotencyKey = "Idempotency-Key";
}
