using Cabinet.Application.Observability;
using Cabinet.Application.Persistence;
using Cabinet.Application.Persistence.Records;
using Cabinet.Application.Queue;
using Cabinet.Domain.Ids;

namespace Cabinet.Application.Commands;

/// <summary>Makes the jobs of a batch from payloads.</summary>
internal sealed class NewJobs(JobCatalog jobs, IIdGenerator ids, ITraceContext trace)
{
    /// <summary>A job of the payload's type.</summary>
    /// <exception cref="ArgumentException">No job type is declared for it.</exception>
    public NewJob Make(object payload, EnqueueOptions options, DateTimeOffset now, out int size)
    {
        var definition = jobs.FindByPayload(payload.GetType())
            ?? throw new ArgumentException(
                $"No job type is declared for payloads of type {payload.GetType().Name}. Declare one with AddJob.");
        var content = definition.Write(payload);
        size = content.Length;
        return new NewJob
        {
            Id = new JobId(ids.Next()),
            Type = definition.Type,
            Queue = options.Queue ?? definition.Options.Queue,
            Priority = options.Priority,
            CreatedAt = now,
            DueAt = now + options.Delay,
            Payload = Content.FromPlain(content),
            Partition = options.Partition,
            Tags = options.Tags,
            TraceParent = trace.TraceParent,
        };
    }

    /// <summary>Options for jobs that share them.</summary>
    /// <exception cref="ArgumentException">They hold a unique key, or a delay outside its range.</exception>
    public static EnqueueOptions CheckForMany(EnqueueOptions? options)
    {
        options ??= EnqueueOptions.None;
        if (UniqueRule.HasKey(options))
        {
            throw new ArgumentException("Jobs of a batch have no unique keys.", nameof(options));
        }

        return options.Delay is { } delay && (delay < TimeSpan.Zero || delay > TimeSpan.FromDays(366))
            ? throw new ArgumentException($"The delay is {delay}; it must be from 0 to 366 days.", nameof(options))
            : options;
    }
}
