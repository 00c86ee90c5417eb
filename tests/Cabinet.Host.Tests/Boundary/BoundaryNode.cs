using Cabinet.Client;
using Cabinet.Host.Tests.Boundary;
using Cabinet.Host.Tests.Commands;

[assembly: AssemblyFixture(typeof(BoundaryNode))]

namespace Cabinet.Host.Tests.Boundary;

/// <summary>One node with its signed boundary on, on a store of its own, and clients that differ in what they may.</summary>
public sealed class BoundaryNode : IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private RunningNode? node;

    /// <summary>May do everything; its key is TEST 1.</summary>
    public const string Shop = "shop/1";

    /// <summary>May read and nothing else; its key is TEST 2.</summary>
    public const string Reader = "reader/1";

    /// <summary>Was revoked; its key is TEST 2.</summary>
    public const string Gone = "gone/1";

    /// <summary>Is a user with an admin's scopes; its key is TEST 2.</summary>
    public const string Small = "small/1";

    /// <summary>Where the boundary is.</summary>
    public Uri Api => node!.Api!;

    /// <summary>Speaks to it, and signs nothing by itself.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var first = TestKeys.First.WritePublic(folder, "first");
        var second = TestKeys.Second.WritePublic(folder, "second");
        await RunAsync("db", "migrate");
        await AddAsync("shop", first, "admin", Scopes.All);
        await AddAsync("reader", second, "user", ["tasks.read"]);
        await AddAsync("small", second, "user", Scopes.All);
        await AddAsync("gone", second, "admin", Scopes.All);
        await RunAsync("clients", "revoke", "gone", "--reason", "it left");
        node = await RunningNode.StartAsync(folder.At("data"), "--api", "127.0.0.1:0");
        Http = new HttpClient { BaseAddress = Api };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (node is not null)
        {
            await node.StopAsync();
            node.Dispose();
        }

        folder.Dispose();
    }

    /// <summary>A client on this node.</summary>
    internal CabinetClient As(ClientKey key) => new(Http, key);

    /// <summary>Runs the program on the node's store.</summary>
    internal async Task<ProgramResult> RunAsync(params string[] command) =>
        (await CabinetProgram.RunAsync([.. command, "--data", folder.At("data"), "--json"])).Succeeded();

    private Task<ProgramResult> AddAsync(string name, string key, string role, IReadOnlyList<string> scopes) => RunAsync(
        ["clients", "add", name, "--key", key, "--role", role, .. scopes.SelectMany(scope => new[] { "--scope", scope })]);

    private static class Scopes
    {
        public static IReadOnlyList<string> All { get; } = Cabinet.Application.Security.Clients.ApiScopes.All;
    }
}
