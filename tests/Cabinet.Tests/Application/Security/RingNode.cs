using System.Text;
using Cabinet.Application.BackgroundTasks;
using Cabinet.Application.Commands;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Operations;
using Cabinet.Application.Policies;
using Cabinet.Application.Security;
using Cabinet.Conformance;
using Cabinet.Domain.Ids;
using Cabinet.Domain.Security;
using Cabinet.Infrastructure;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Integrations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cabinet.Tests.Application.Security;

/// <summary>
/// A process on a store that several share: registered as a node, or not. Its ring changes only when the test lets it look.
/// </summary>
internal sealed class RingNode : INodeIdentity, IAsyncDisposable
{
    internal const string Reason = "the yearly rotation";

    private readonly ServiceProvider services;
    private readonly StoreSamples samples;

    private RingNode(ServiceCollection composed, StoreSamples samples, NodeId? id)
    {
        composed.AddSingleton<INodeIdentity>(this);
        services = composed.BuildServiceProvider();
        this.samples = samples;
        Current = id;
    }

    public NodeId? Current { get; }

    internal IStore Store => Get<IStore>();

    internal KeyCommands Keys => Get<KeyCommands>();

    internal IKeyRing Ring => Get<IKeyRing>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<RingNode> StartAsync(
        IStoreDriver driver,
        string folder,
        StoreSamples samples,
        bool isNode = true,
        Action<IServiceCollection>? configure = null)
    {
        var composed = new ServiceCollection();
        configure?.Invoke(composed);
        composed.AddSingleton(driver);
        composed.AddLocalFolder(options => options.Path = folder);
        composed.AddCabinet(cabinet => cabinet.UseRootKeyFile(Path.Combine(folder, "root.key")));
        var record = samples.Node();
        var node = new RingNode(composed, samples, isNode ? record.Id : null);
        await CabinetStartup.OpenCabinetAsync(node.services, Cancel);
        if (isNode)
        {
            await node.DoAsync(new RegisterNode(record));
            await node.LookAsync();
        }

        return node;
    }

    internal T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>What the process does every few seconds: loads the ring if it changed, and confirms it.</summary>
    internal Task LookAsync() =>
        services.GetServices<IHostedService>().OfType<KeyRingUpkeep>().Single().LookAsync(Cancel).AsTask();

    internal async Task DoAsync(params WriteOperation[] operations) =>
        Assert.IsType<CommitResult.Committed>(await Store.CommitAsync(new WriteSet(operations), Cancel));

    internal ValueTask<KeyResult> RotateAsync(string purpose = KeyPurposes.Content, string tenant = "") =>
        Keys.RotateAsync(purpose, tenant, Caller.LocalOperator, Reason, Cancel);

    internal ValueTask<KeyResult> ActivateAsync(SealedUnder version) =>
        Keys.ActivateAsync(version, Caller.LocalOperator, Reason, Cancel);

    internal ValueTask<KeyResult> DestroyAsync(SealedUnder version) =>
        Keys.DestroyAsync(version, Caller.LocalOperator, Reason, Cancel);

    internal async Task<SealedUnder> ActiveAsync(string purpose = KeyPurposes.Content, string tenant = "")
    {
        var key = KeyRingRules.SelectSealing(await Store.Keys.ListAsync(Cancel), purpose, tenant)!;
        return new SealedUnder(key.KeyId, key.Version);
    }

    internal async Task<KeyState> StateAsync(SealedUnder version) =>
        (await Store.Keys.ListAsync(Cancel))
            .Single(key => key.KeyId == version.KeyId && key.Version == version.Version).State;

    /// <summary>Puts a task with a readable state into the store.</summary>
    internal async Task<TaskId> WriteAsync(string text = "secret")
    {
        var task = samples.Task() with
        {
            State = Content.FromPlain(Encoding.UTF8.GetBytes(text)),
            Label = Content.None,
            IdempotencyKey = null,
        };
        await DoAsync(new InsertTask(task));
        return task.Id;
    }

    internal async Task<string> ReadAsync(TaskId id) =>
        Encoding.UTF8.GetString((await Store.Tasks.FindAsync(id, Cancel))!.State.Plain.Span);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
