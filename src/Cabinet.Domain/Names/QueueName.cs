namespace Cabinet.Domain.Names;

/// <summary>Names a queue: what is claimed, limited and paused together.</summary>
/// <remarks>Stored and logged in plaintext; see <see cref="NameRules"/> for what is allowed.</remarks>
public readonly record struct QueueName
{
    private readonly string? text;

    /// <summary>Makes a name.</summary>
    /// <exception cref="ArgumentException">The text breaks <see cref="NameRules"/>.</exception>
    public QueueName(string text) => this.text = NameRules.Require(text, "queue name");

    /// <summary>The text; empty only for the default value, which names nothing.</summary>
    public string Value => text ?? string.Empty;

    /// <inheritdoc />
    public override string ToString() => Value;
}
