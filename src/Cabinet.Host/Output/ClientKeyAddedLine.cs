namespace Cabinet.Host.Output;

/// <summary>A client's new key.</summary>
/// <param name="Client">The client.</param>
/// <param name="KeyId">What signatures under the key state as <c>keyid</c>.</param>
internal sealed record ClientKeyAddedLine(string Client, string KeyId);
