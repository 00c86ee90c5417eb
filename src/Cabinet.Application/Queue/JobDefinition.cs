using System.Text.Json.Serialization.Metadata;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>One registered type of job: how it runs, and how its payload reads.</summary>
public abstract class JobDefinition
{
    private protected JobDefinition(JobType type, Type payloadType, JobOptions options)
    {
        options.Validate(type);
        Type = type;
        PayloadType = payloadType;
        Options = options;
    }

    /// <summary>What jobs of this type are called.</summary>
    public JobType Type { get; }

    /// <summary>The type that the payload is read into.</summary>
    public Type PayloadType { get; }

    /// <summary>How they run.</summary>
    public JobOptions Options { get; }

    /// <summary>Declares a type of job.</summary>
    /// <param name="type">Stored with each job; renaming it orphans those that wait.</param>
    /// <param name="payload">How the payload is written and read (source-generated metadata).</param>
    /// <param name="options">How they run; null takes the defaults.</param>
    /// <typeparam name="TPayload">What the handler gets.</typeparam>
    /// <typeparam name="THandler">The handler; resolved from a scope of its own for each job.</typeparam>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public static JobDefinition Create<TPayload, THandler>(
        JobType type, JsonTypeInfo<TPayload> payload, JobOptions? options = null)
        where THandler : class, IJobHandler<TPayload> =>
        new JobDefinition<TPayload, THandler>(type, payload, options ?? new JobOptions());

    /// <summary>Reads a payload as the handler would get it.</summary>
    /// <exception cref="JobFailedException">It doesn't read as <see cref="PayloadType"/>.</exception>
    public abstract object ReadPayload(ReadOnlySpan<byte> payload);

    internal abstract ValueTask<JobResult> InvokeAsync(
        IServiceProvider services, ReadOnlySpan<byte> payload, JobContext context, CancellationToken cancellationToken);

    internal abstract byte[] Write(object payload);
}
