namespace Cabinet.Infrastructure.Postgres.Writing;

/// <summary>The numbers by which rows name queues, types, pipelines and stages.</summary>
internal interface INameIds
{
    /// <summary>The number of a name.</summary>
    /// <exception cref="NameUnknownException">Not known here yet; it is looked up or made, and everything tried again.</exception>
    int Of(string name);
}
