namespace Cabinet.Postgres.Servers;

/// <summary>What a <see cref="TcpProxy"/> does with bytes.</summary>
internal enum TcpFault
{
    None,
    SwallowsAnswers,
    SwallowsAll,
}
