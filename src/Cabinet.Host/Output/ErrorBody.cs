namespace Cabinet.Host.Output;

/// <summary>What went wrong.</summary>
/// <param name="Code">For scripts: stable, lower camel case.</param>
/// <param name="Message">For people.</param>
internal sealed record ErrorBody(string Code, string Message);
