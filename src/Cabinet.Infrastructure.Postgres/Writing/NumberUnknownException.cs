namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>A row's number has no name in this process yet. Never leaves the driver.</summary>
internal sealed class NumberUnknownException(int number) : Exception($"The number {number} has no name yet.")
{
    public int Number { get; } = number;
}
