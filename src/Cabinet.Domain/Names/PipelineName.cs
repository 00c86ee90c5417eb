namespace Cabinet.Domain.Names;

/// <summary>Names a pipeline.</summary>
/// <remarks>Stored and logged in plaintext; see <see cref="NameRules"/> for what is allowed.</remarks>
public readonly record struct PipelineName
{
    private readonly string? text;

    /// <summary>Makes a name.</summary>
    /// <exception cref="ArgumentException">The text breaks <see cref="NameRules"/>.</exception>
    public PipelineName(string text) => this.text = NameRules.Require(text, "pipeline name");

    /// <summary>The text; empty only for the default value, which names nothing.</summary>
    public string Value => text ?? string.Empty;

    /// <inheritdoc />
    public override string ToString() => Value;
}
