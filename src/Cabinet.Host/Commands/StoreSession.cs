using Cabinet.Application.Persistence;
using Cabinet.Application.Security;
using Cabinet.Host.Output;
using Cabinet.Infrastructure;

namespace Cabinet.Host.Commands;

/// <summary>A store, opened for one command, beside whatever node runs on it.</summary>
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
        if (create)
        {
            context.Data.Create();
            context.Store.Create();
        }
        else
        {
            context.Store.Require();
        }

        var session = new StoreSession(Compose(context));
        try
        {
            await session.OpenNowAsync(context, create);
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
        context.Store.Require();
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
        services.AddCabinetOn(context.Store, context.Data, context.Payloads);
        return services.BuildServiceProvider();
    }

    /// <summary>A service.</summary>
    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => services.DisposeAsync();

    // A look must not change a schema under a running node, so only a store that is new gets one here.
    private async ValueTask OpenNowAsync(CommandContext context, bool create)
    {
        if (create && await IsNewAsync(context))
        {
            await CabinetStartup.OpenCabinetAsync(services, context.CancellationToken);
            return;
        }

        await RequireSchemaAsync(context);
        await Get<IKeyRing>().OpenAsync(context.CancellationToken);
    }

    private async ValueTask RequireSchemaAsync(CommandContext context)
    {
        if (await IsEmptyAsync(context))
        {
            throw new CommandException(
                ExitCode.Unavailable,
                "schemaMismatch",
                $"The store {context.Store.Label} is empty. Run '{Invocation.Name} db migrate' with "
                    + $"{context.Store.Hint} first.");
        }
    }

    private async ValueTask<bool> IsNewAsync(CommandContext context) =>
        context.Store.IsMissing || (context.Store.IsShared && await IsEmptyAsync(context));

    private async ValueTask<bool> IsEmptyAsync(CommandContext context) =>
        (await Get<IStoreMigrator>().ReadStatusAsync(context.CancellationToken)).Current == 0;
}
