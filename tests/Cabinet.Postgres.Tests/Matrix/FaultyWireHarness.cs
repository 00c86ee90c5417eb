using Cabinet.Conformance;
using Cabinet.Postgres.Servers;
using Npgsql;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>PostgreSQL 15, and before each driver a proxy that loses answers, requests or the connections,
/// for a second at most.</summary>
public sealed class FaultyWireHarness : SettingHarness, ISharedStoreHarness
{
    // The last node that still runs may have cut itself off, and nobody is left to heal it: its every call would wait for
    // the statement's timeout, and a node that registers until it succeeds would do so for ever.
    private static readonly TimeSpan LongestFault = TimeSpan.FromSeconds(1);

    private readonly Lock sync = new();
    private readonly List<TcpProxy> proxies = [];
    private readonly ITimer healing;
    private TcpProxy? faulty;

    public FaultyWireHarness()
        : base(new StoreSetting { Version = PostgresVersion.V15 }) =>
        healing = TimeProvider.System.CreateTimer(
            _ => Disturb(-1), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Disturb(int choice)
    {
        lock (sync)
        {
            healing.Change(choice < 0 ? Timeout.InfiniteTimeSpan : LongestFault, Timeout.InfiniteTimeSpan);
            faulty?.Heal();
            faulty = choice < 0 ? null : proxies[choice % proxies.Count];
            switch (choice / 100)
            {
                case < 4:
                    faulty?.BlackHoleAnswers();
                    break;
                case < 6:
                    faulty?.BlackHole();
                    break;
                default:
                    faulty?.CutAll();
                    break;
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await healing.DisposeAsync();
        foreach (var proxy in proxies)
        {
            await proxy.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    protected override string Route(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var proxy = TcpProxy.Start(target.Port);
        lock (sync)
        {
            proxies.Add(proxy);
        }

        target.Port = proxy.Port;
        return target.ConnectionString;
    }
}
