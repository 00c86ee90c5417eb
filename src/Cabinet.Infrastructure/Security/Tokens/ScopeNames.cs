namespace Cabinet.Infrastructure.Security.Tokens;

/// <summary>The names of scopes (RFC 6749, section 3.3: <c>scope-token</c>).</summary>
internal static class ScopeNames
{
    public static bool IsValid(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExceptInRange('!', '~') && !name.AsSpan().ContainsAny('"', '\\');
}
