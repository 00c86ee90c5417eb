using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Cabinet.Domain.Jobs;
using Cabinet.Domain.Names;

namespace Cabinet.Application.Queue;

/// <summary>The typed part of a definition: reads the payload and calls the handler without reflection.</summary>
internal sealed class JobDefinition<TPayload, THandler>(
    JobType type, JsonTypeInfo<TPayload> json, JobOptions options)
    : JobDefinition(type, typeof(TPayload), options)
    where THandler : class, IJobHandler<TPayload>
{
    public override object ReadPayload(ReadOnlySpan<byte> payload) => Read(payload)!;

    internal override ValueTask<JobResult> InvokeAsync(
        IServiceProvider services, ReadOnlySpan<byte> payload, JobContext context, CancellationToken cancellationToken)
    {
        if (services.GetService(typeof(THandler)) is not THandler handler)
        {
            throw new JobFailedException(
                FailureKind.Transient,
                $"Handler {typeof(THandler).Name} is not in the container. Register it before the node starts.");
        }

        return handler.HandleAsync(Read(payload), context, cancellationToken);
    }

    internal override byte[] Write(object payload) => JsonSerializer.SerializeToUtf8Bytes((TPayload)payload, json);

    private TPayload Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, json)
                ?? throw new JobFailedException(FailureKind.Permanent, $"The payload of a '{Type}' job is null.");
        }
        catch (JsonException exception)
        {
            throw new JobFailedException(
                FailureKind.Permanent,
                $"The payload doesn't read as {typeof(TPayload).Name} (at {exception.Path ?? "$"}). The job was made by a "
                + "release with another shape of this type.",
                exception);
        }
    }
}
