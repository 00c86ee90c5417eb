using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Cabinet.Application.Integrations.Storage;
using Cabinet.Application.Queue;
using Cabinet.Application.Schedules;
using Cabinet.Domain.Names;
using Cabinet.Domain.Pipelines;
using Cabinet.Domain.Schedules;
using Cabinet.Infrastructure.BackgroundTasks;
using Cabinet.Infrastructure.Integrations.Storage;
using Cabinet.Infrastructure.Persistence;
using Cabinet.Infrastructure.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cabinet.Infrastructure;

/// <summary>Declares what a process does with Cabinet: its job types and its pipelines.</summary>
public sealed class CabinetBuilder
{
    internal CabinetBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services that are being composed.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Declares a type of job and the handler that runs it.</summary>
    /// <param name="type">Stored with each job (see <see cref="NameRules"/>); renaming it orphans those that wait.</param>
    /// <param name="payload">How the payload is written and read: source-generated metadata.</param>
    /// <param name="options">How its jobs run; null takes the defaults.</param>
    /// <typeparam name="TPayload">What the handler gets.</typeparam>
    /// <typeparam name="THandler">The handler; one instance serves one job, from a scope of its own.</typeparam>
    /// <exception cref="ArgumentException">The name or an option is outside what is allowed.</exception>
    public CabinetBuilder AddJob<
        TPayload, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        string type, JsonTypeInfo<TPayload> payload, JobOptions? options = null)
        where THandler : class, IJobHandler<TPayload>
    {
        Services.AddScoped<THandler>();
        Services.AddSingleton(JobDefinition.Create<TPayload, THandler>(new JobType(type), payload, options));
        return this;
    }

    /// <summary>Declares a middleware; the first one declared is the outermost.</summary>
    /// <param name="onlyType">The only type of job that it runs around; null for all.</param>
    /// <typeparam name="TMiddleware">The class; one instance serves one job, from the scope of its handler.</typeparam>
    /// <exception cref="ArgumentException">The name is outside what is allowed.</exception>
    public CabinetBuilder AddMiddleware<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TMiddleware>(
        string? onlyType = null)
        where TMiddleware : class, IJobMiddleware
    {
        Services.TryAddScoped<TMiddleware>();
        Services.AddSingleton(JobMiddleware.Create<TMiddleware>(onlyType is null ? null : new JobType(onlyType)));
        return this;
    }

    /// <summary>Declares a schedule; nodes with <c>AddBackgroundTasks</c> fire it.</summary>
    /// <param name="name">No two schedules of a store have the same name (see <see cref="NameRules"/>).</param>
    /// <param name="timing">When it fires.</param>
    /// <param name="payload">What each of its jobs gets; its type is that of a declared job.</param>
    /// <param name="misfire">What becomes of ticks that nobody fired in time.</param>
    /// <exception cref="ArgumentException">The name is outside what is allowed.</exception>
    public CabinetBuilder AddSchedule(
        string name, ScheduleTiming timing, object payload, MisfirePolicy misfire = MisfirePolicy.FireOnce)
    {
        Services.AddSingleton(new ScheduleDefinition(new ScheduleName(name), timing, payload, misfire));
        return this;
    }

    /// <summary>Names the file of the root key; it is made on first start, readable by its owner only.</summary>
    /// <remarks>
    /// The environment variable <c>CABINET_ROOT_KEY</c>, a systemd credential or a passphrase, where one is set, wins.
    /// </remarks>
    public CabinetBuilder UseRootKeyFile(string path)
    {
        Services.Configure<SecurityOptions>(options => options.RootKeyFile = path);
        return this;
    }

    /// <summary>
    /// Moves large payloads of jobs to a folder: sealed, and read back and verified when their jobs run. What nobody refers
    /// to any more is collected by the background tasks.
    /// </summary>
    /// <remarks>
    /// All nodes of a store, and whoever enqueues, declare it with the same folder, which no other store uses; where the
    /// services have an <see cref="IPayloadStorage"/> already, that one is used instead.
    /// </remarks>
    /// <param name="folder">The folder; made on first use, readable by its owner only.</param>
    /// <param name="configure">Sets which payloads are large; checked when the host starts.</param>
    public CabinetBuilder StorePayloads(string folder, Action<StoredPayloadOptions>? configure = null)
    {
        if (Services.All(service => service.ServiceType != typeof(IPayloadStorage)))
        {
            Services.AddPayloadFolder(options => options.Path = folder);
        }

        Services.AddOptions<StoredPayloadOptions>()
            .Configure(options => configure?.Invoke(options))
            .Validate(
                StoredPayloadOptions.IsValid,
                "StoredPayloadOptions.Threshold must be from 1 KiB to 1 MiB, and Maximum from 1 MiB to 16 MiB.")
            .ValidateOnStart();
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IBackgroundTask, PayloadCollection>());
        return this;
    }

    /// <summary>Declares a pipeline; the job types of its stages must be declared too.</summary>
    public CabinetBuilder AddPipeline(PipelineDefinition pipeline)
    {
        Services.AddSingleton(pipeline);
        return this;
    }
}
