using Cabinet.Application.Persistence;
using Cabinet.Application.Security;
using Cabinet.Host.Output;
using Cabinet.Infrastructure;

namespace Cabinet.Host.Commands;

/// <summary>The store of a data folder, opened for one command, beside whatever node runs on it.</summary>
internal sealed class StoreSession : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private StoreSession(ServiceProvider services) => this.services = services;

    /// <summary>The store.</summary>
    public IStore Store => Get<IStore>();

    /// <summary>Opens the store.</summary>
    /// <param name="context">The command.</param>
    /// <param name="create">Whether to make folder and store when they aren't there.</param>
    /// <exception cref="CommandException">There is no store, or it wants to be migrated first.</exception>
    public static async ValueTask<StoreSession> OpenAsync(CommandContext context, bool create)
    {
        var isNew = create && !context.Data.HasStore;
        if (isNew)
        {
            context.Data.Create();
        }
        else
        {
            context.Data.RequireStore();
        }

        var session = new StoreSession(Compose(context));
        try
        {
            await session.OpenNowAsync(context, isNew);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Opens a store without its keys: for what is readable without them. A copy of a store will do.
    /// </summary>
    /// <exception cref="CommandException">There is no store, or it wants to be migrated first.</exception>
    public static async ValueTask<StoreSession> OpenWithoutKeysAsync(CommandContext context)
    {
        context.Data.RequireStore();
        var session = new StoreSession(Compose(context));
        try
        {
            await session.RequireSchemaAsync(context);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Composes the services without opening anything.</summary>
    public static ServiceProvider Compose(CommandContext context)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging =>
            logging.ToStandardError(context.IsVerbose ? LogLevel.Information : LogLevel.None));
        services.AddCabinetOn(context.Data);
        return services.BuildServiceProvider();
    }

    /// <summary>A service.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => services.DisposeAsync();

    // A look must not change a schema under a running node, so only a store that is new gets one here.
    private async ValueTask OpenNowAsync(CommandContext context, bool isNew)
    {
        if (isNew)
        {
            await CabinetStartup.OpenCabinetAsync(services, context.CancellationToken);
            return;
        }

        await RequireSchemaAsync(context);
        await Get<IKeyRing>().OpenAsync(context.CancellationToken);
    }

    private async ValueTask RequireSchemaAsync(CommandContext context)
    {
        var status = await Get<IStoreMigrator>().ReadStatusAsync(context.CancellationToken);
        if (status.Current == 0)
        {
            throw new CommandException(
                ExitCode.Unavailable,
                "schemaMismatch",
                $"The store {context.Data.Database} is empty. Run '{Invocation.Name} db migrate --data "
                    + $"{context.Data.Path}' first.");
        }
    }
}
