namespace Cabinet.Domain.Names;

/// <summary>Names what a job is, and so which handler runs it and how its payload reads.</summary>
/// <remarks>Stored and logged in plaintext; see <see cref="NameRules"/> for what is allowed.</remarks>
public readonly record struct JobType
{
    private readonly string? text;

    /// <summary>Makes a name.</summary>
    /// <exception cref="ArgumentException">The text breaks <see cref="NameRules"/>.</exception>
    public JobType(string text) => this.text = NameRules.Require(text, "job type");

    /// <summary>The text; empty only for the default value, which names nothing.</summary>
    public string Value => text ?? string.Empty;

    /// <inheritdoc />
    public override string ToString() => Value;
}
