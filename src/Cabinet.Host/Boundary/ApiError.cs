namespace Cabinet.Host.Boundary;

/// <summary>What every answer holds that isn't a success.</summary>
internal sealed record ApiError(ApiErrorBody Error);
