namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>A name has no number in this process yet. Never leaves the driver.</summary>
internal sealed class NameUnknownException(string name) : Exception($"The name '{name}' has no number yet.")
{
    public string Name { get; } = name;
}
