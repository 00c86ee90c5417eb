using Cabinet.Infrastructure.Postgres.Connections;
using Cabinet.Infrastructure.Postgres.Enlisting;
using Cabinet.Infrastructure.Postgres.Writing;

namespace Cabinet.Infrastructure.Postgres;

/// <summary>What exists while the store is open.</summary>
/// <param name="Database">Where reads take their connections.</param>
/// <param name="Lanes">Where writes go.</param>
/// <param name="Enlistment">Where writes into developers' transactions go.</param>
internal sealed record OpenStore(StoreDatabase Database, Lanes Lanes, Enlistment Enlistment);
