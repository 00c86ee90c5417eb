namespace Cabinet.Application.Security.Tokens;

/// <summary>A token. Whoever has its text may use it, so it prints its id alone.</summary>
/// <param name="Text">The token, for whom it was made.</param>
/// <param name="Id">Its id (<c>jti</c>), for logs and the audit.</param>
/// <param name="ExpiresAt">Until when it is valid (UTC).</param>
public sealed record IssuedToken(string Text, string Id, DateTimeOffset ExpiresAt)
{
    /// <summary>The id and the end, never the text.</summary>
    public override string ToString() => $"IssuedToken {{ Id = {Id}, ExpiresAt = {ExpiresAt:O} }}";
}
