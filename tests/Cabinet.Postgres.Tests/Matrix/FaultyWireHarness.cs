using Cabinet.Conformance;
using Cabinet.Postgres.Servers;
using Npgsql;

namespace Cabinet.Postgres.Tests.Matrix;

/// <summary>PostgreSQL 15, and before each driver a proxy that loses answers, requests or the connections.</summary>
public sealed class FaultyWireHarness()
    : SettingHarness(new StoreSetting { Version = PostgresVersion.V15 }), ISharedStoreHarness
{
    private readonly Lock sync = new();
    private readonly List<TcpProxy> proxies = [];
    private TcpProxy? faulty;

    public void Disturb(int choice)
    {
        lock (sync)
        {
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
